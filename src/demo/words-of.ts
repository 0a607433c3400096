import { TidemarkError } from 'tidemark';

/** What the user of this page can do, by an error's code, where the library advises an author on settings of the code. */
const ownAdvice: Readonly<Record<string, string>> = {
  'bad-request': 'The server does not take this request. Check the model’s name, or choose another.',
  'empty-answer': 'Raise the limit of tokens in the server’s settings, or choose another model.',
  'no-api-key': 'Give it under “Key”.',
  'rate-limited': 'Too much was asked at once. Wait a while before you go on.',
  'server-down': 'Check the network and the space on the disk, or choose another model.',
  timeout: 'Choose a smaller model, or fewer “Examples”: a shorter prompt is answered sooner.',
  'truncated-answer': 'Raise the limit of tokens in the server’s settings, or choose another model.',
  unavailable: 'Choose it anew under “Language model”, or reload the page.',
  'worker-died': 'Reload the page to go on.',
};

/** An error in words for the user of this page: they say what to do. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof TidemarkError)) return error.message;
  const { advice } = error.details;
  const own = ownAdvice[error.code];
  return typeof advice === 'string' && own !== undefined
    ? error.message.replace(advice, () => own)
    : error.message;
}
