import { compilePathPattern } from '../../src/checkpoints/path-pattern.ts';
import type { TimedPath } from './latest-rules.ts';

/**
 * Explains a difference that the recording itself does not mark, by which of the reference's habits it comes from.
 *
 * A model of the reference must give what was recorded; then each file that only one of the two sides considers has
 * its slug, and if there is no such file, the difference lies in the tie.
 *
 * @returns no slug if the model does not give what was recorded
 */
export function explainDifference(
  files: readonly TimedPath[],
  template: string,
  recorded: string | null,
): readonly string[] {
  if (recorded !== null && isFolder(recorded, files)) return ['dirs_match'];
  const reference = referencePattern(baseName(template));
  if (reference === undefined) return [];
  const considered = files.filter(
    ({ path }) => folderOf(path) === folderOf(template) && reference.test(baseName(path)),
  );
  if (referenceLatest(considered) !== recorded) return [];
  const ours = compilePathPattern(template);
  const slugs = files
    .filter((file) => considered.includes(file) !== ours.matches(file.path))
    .map((file) =>
      considered.includes(file) ? whyOnlyReference(template, file.path) : whyOnlyOurs(template),
    );
  return slugs.length === 0 ? ['tie_returns_older_file'] : [...new Set(slugs)];
}

function isFolder(path: string, files: readonly TimedPath[]): boolean {
  return files.some((file) => file.path.startsWith(`${path}/`));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1).replace(/\/+$/, '');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The regular expression that the reference makes of a name, where JavaScript reads it alike. */
function referencePattern(name: string): RegExp | undefined {
  // A brace that is left has no partner, so it stands for itself in Python.
  const source = name.replace(/\{.*\}/, '[^\\n]*').replace(/[{}]/g, '\\$&');
  try {
    return new RegExp(`^(?:${source})\\n?$`, 'u');
  } catch {
    return undefined;
  }
}

/** The newest; if several are tied for it, the largest name of all. */
function referenceLatest(files: readonly TimedPath[]): string | null {
  const newest = Math.max(0, ...files.map(({ mtime }) => mtime));
  const tied = files.filter(({ mtime }) => mtime === newest);
  if (tied.length === 1) return tied[0]?.path ?? null;
  return files.map(({ path }) => path).reduce((one, other) => (one > other ? one : other), '') || null;
}

function whyOnlyReference(template: string, path: string): string {
  const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const anyText = (split: RegExp): RegExp =>
    new RegExp(`^${template.split(split).map(literal).join('[^/\\n]*')}$`, 'u');
  if (anyText(/\{[^{}]*\}/).test(path)) return 'spec_ignored';
  if (anyText(/\{.*\}/).test(path)) return 'greedy_regex';
  return /[\\^$*+?()[\]|]/.test(template) ? 'regex_metachar' : 'dot_wildcard';
}

function whyOnlyOurs(template: string): string {
  if (folderOf(template).includes('{')) return 'placeholder_in_dir';
  return template.includes('/') ? 'regex_metachar' : 'no_dirname_none';
}
