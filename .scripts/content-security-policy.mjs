/**
 * What the page may do, and nothing else: its own scripts, styles, workers and pictures; no inline script or style, no
 * eval; no frame, plugin or form target; no server but its own. `wasm-unsafe-eval` lets models run on the graphics
 * processor; it compiles WebAssembly, never a script's text.
 *
 * Which language model is asked is the user's to say, at run time, when a policy can no longer be widened. So models are
 * asked in workers, which obey the policy that comes with their own script: the script's address names the servers, as in
 * `train.worker.js?connect=http://localhost:11434`, and its policy allows these and no other.
 */
const directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** The policy as the page itself carries it, for servers that send no headers of their own. */
export const contentSecurityPolicy = Object.entries(directives)
  .map((directive) => directive.join(' '))
  .join('; ');

const ownPolicy = `${contentSecurityPolicy}; frame-ancestors 'none'`;

/**
 * The policy for a worker, by the query of its script's address. Whatever is no origin of a server that a user may name
 * widens nothing: it must be secure or on this computer, and of letters that mean nothing else in a policy.
 *
 * It is written into the service worker too, and so uses nothing but what it is given.
 *
 * @param {string} policy that of a worker that reaches no server but its own
 * @param {string} search
 */
export function policyOfWorker(policy, search) {
  // From where WebLLM loads models: both redirect to whatever store of files is near.
  const hosts = ['huggingface.co', '*.huggingface.co', '*.hf.co', 'raw.githubusercontent.com'];
  const named = { 'web-llm': hosts.map((host) => `https://${host}`) };
  const origin = /^(https:\/\/[a-z\d-]+(\.[a-z\d-]+)*|http:\/\/(localhost|127\.0\.0\.1))(:[1-9]\d{0,4})?$/;
  const allowed = new URLSearchParams(search)
    .getAll('connect')
    .flatMap((name) => (Object.hasOwn(named, name) ? named[name] : origin.test(name) ? [name] : []));
  return policy.replace("connect-src 'self'", ["connect-src 'self'", ...allowed].join(' '));
}

/**
 * For the service worker, which answers workers' scripts from what it keeps, with or without a network: they then come
 * with the policy that the server would have sent, and not with that of the address they were kept under.
 */
export const serviceWorkerPart = `const policyOfWorker = ${policyOfWorker};
self.addEventListener('fetch', (event) => {
  if (event.request.destination === 'worker') event.respondWith(workerScript(event.request));
});
async function workerScript(request) {
  const kept = (await caches.match(request, { ignoreSearch: true })) ?? (await fetchAndKeep(request));
  const headers = new Headers(kept.headers);
  headers.set('Content-Security-Policy', policyOfWorker(${JSON.stringify(ownPolicy)}, new URL(request.url).search));
  return new Response(kept.body, { status: kept.status, headers });
}
async function fetchAndKeep(request) {
  const script = await fetch(request);
  if (script.ok) await (await caches.open('workers')).put(request, script.clone());
  return script;
}
`;

/** Serves the built page with its policy. */
export const servedPolicy = {
  name: 'served-content-security-policy',
  /** @param {import('vite').PreviewServer} server */
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
      const isWorker = /\.worker-[\w-]+\.js$/.test(pathname);
      const policy = isWorker ? policyOfWorker(ownPolicy, search) : ownPolicy;
      response.setHeader('Content-Security-Policy', policy);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Referrer-Policy', 'no-referrer');
      next();
    });
  },
};
