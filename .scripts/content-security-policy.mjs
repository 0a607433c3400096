/**
 * What the page may do, and nothing else: its own scripts, styles, workers and pictures; no inline script or style, no
 * eval; no frame, plugin or form target.
 *
 * Which language model's server is asked is the user's to say, at run time; a policy can then no longer be widened. So it
 * allows what a user can name: servers on this computer, and secure ones. Which of them is asked is up to the page's code,
 * and its tests watch that nobody else is. `wasm-unsafe-eval` lets models run on the graphics processor; it compiles
 * WebAssembly, never a script's text.
 */
const directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'connect-src': "'self' http://localhost:* http://127.0.0.1:* https:",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** The policy as the page itself carries it, for servers that send no headers of their own. */
export const contentSecurityPolicy = Object.entries(directives)
  .map((directive) => directive.join(' '))
  .join('; ');

/** The headers to serve the page with: workers heed only those that come with their own script. */
export const pageHeaders = {
  'Content-Security-Policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
