import { TrainingError } from 'tidemark';

/** What of a run can change from this page, by what a resume calls it, in the words of the page. */
const changes: Readonly<Record<string, string>> = {
  batchSize: '“Batch size” is set to something else',
  optimizer: '“Examples” is set to something else',
  program: 'another task or another language model is chosen',
};

/** Words the refusal of a run that has changed in the words of the page; any other error is left as it is. */
export function inFormWords(error: unknown): unknown {
  if (!isRefusal(error)) return error;
  const { changed, differences } = error.details;
  if (!Array.isArray(changed) || !Array.isArray(differences)) return error;
  const words = changed.map((name, index) => changes[String(name)] ?? String(differences[index]));
  const message = `That run was begun in another way: ${words.join('; ')}. Set it back, or press Train for a new run.`;
  return new TrainingError(error.code, message, { details: { changed, differences: words }, cause: error });
}

/** Whether a run was not even begun, because what it would go on from was made in another way. */
export function isRefusal(error: unknown): error is TrainingError {
  return error instanceof TrainingError && error.code === 'run-changed';
}
