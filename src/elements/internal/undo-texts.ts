import { addTexts } from './texts.ts';

/** What the offer to undo a deletion says. */
export const undoTexts = {
  deleted: (path: string): string => `Deleted ${path}.`,
  deletedMany: (shown: string): string => `Deleted ${shown} checkpoints.`,
  deleting: (done: string, all: string): string => `Deleting: ${done} of ${all}…`,
  returning: (back: string, all: string): string => `Bringing back: ${back} of ${all}…`,
  hint: 'Control Z brings back what was deleted.',
  undo: 'Undo',
  back: (path: string): string => `${path} is back.`,
  manyBack: (shown: string): string => `${shown} checkpoints are back.`,
};

addTexts('undo', undoTexts);
