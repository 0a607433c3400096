/** A template compiled for matching. */
interface PathPattern {
  readonly prefix: string;
  matches(path: string): boolean;
}

/** Compiles a path template: literals match themselves, each placeholder matches within one folder level. */
export function compilePathPattern(template: string): PathPattern {
  const parts = template.split(/\{[^{}]*\}/);
  const literals = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const regex = new RegExp(`^${literals.join('[^/]*')}$`, 'su');
  return { prefix: parts[0] ?? '', matches: (path) => regex.test(path) };
}
