import { addTexts } from './texts.ts';

/** What `<checkpoint-compare>` says. */
export const compareTexts = {
  heading: 'Compare checkpoints',
  swap: 'Swap A and B',
  choose: (letter: string): string => `Checkpoint ${letter}`,
  comparing: 'Comparing…',
  none: 'Choose two checkpoints to compare.',
  unreadable: 'A checkpoint could not be read, so there is nothing to compare.',
  notes: {
    identical: 'The two files are the same, byte for byte.',
    'variables-only':
      'One file is a whole program, the other holds only variables: what is compared is the variables.',
    'different-programs': 'These are two different programs.',
    'plain-text': 'One of the two is no JSON object: they are compared as plain text.',
    'too-large': 'One of the two is too large to look into: they are compared as plain text.',
    'too-deep': 'One of the two is nested too deeply to look into: they are compared as plain text.',
  },

  noLogs: 'Neither checkpoint logged a value.',
  log: 'Name',
  change: 'Change from A to B',
  notLogged: 'not logged',
  modes: { max: 'higher is better', min: 'lower is better' },
  verdicts: {
    better: 'better',
    worse: 'worse',
    same: 'no change',
    higher: 'higher',
    lower: 'lower',
    unknown: '',
  },

  sameInstructions: 'The same in both.',
  noExamples: 'None in either.',
  exampleSummary: (added: string, removed: string, kept: string): string =>
    `${added} added, ${removed} removed, ${kept} in both`,
  reordered: 'Those in both stand in another order.',
  addedExamples: (shown: string): string => `Added in B (${shown})`,
  removedExamples: (shown: string): string => `Removed, only in A (${shown})`,
  keptExamples: (shown: string): string => `In both (${shown})`,

  rest: 'Everything else',
  noRest: 'There is no other difference.',
  whole: 'The whole file',
  onlyBefore: 'only in A',
  onlyAfter: 'only in B',
  added: 'Added:',
  removed: 'Removed:',
  same: 'Unchanged:',
  noChange: 'No difference but in the order of fields.',
  fold: (count: number, shown: string): string =>
    count === 1 ? '1 line the same' : `${shown} lines the same`,
  noChanges: {
    'too-different': 'Too different to show change by change. Here are both as they are.',
    'not-loaded': 'What compares texts could not be loaded. Here are both as they are.',
  },
  textOf: (letter: string): string => `Text of ${letter}`,

  samples: 'On the validation data',
  noTrainer: 'This page has no trainer connected, so answers cannot be compared.',
  judgeHint:
    'Both checkpoints answer the same samples, one by one. Each answer asks the language model once.',
  judge: 'Judge both, sample by sample',
  judgeAgain: 'Judge again',
  cancel: 'Cancel',
  starting: 'Starting to judge…',
  progress: (done: string, total: string): string => `${done} of ${total} samples judged`,
  cancelled: (count: number, shown: string): string =>
    count === 1 ? 'Cancelled after 1 sample.' : `Cancelled after ${shown} samples.`,
  rightCount: (letter: string, right: string, total: string): string =>
    `${letter} gets ${right} of ${total} right.`,
  meanReward: (letter: string, reward: string): string => `${letter} has a mean reward of ${reward}.`,
  groups: {
    after: 'Only B right',
    before: 'Only A right',
    both: 'Both right',
    neither: 'Both wrong',
    same: 'As good',
  },
  /** Where answers are more or less good, not right or wrong. */
  degrees: { after: 'B better', before: 'A better' },
  groupLabel: 'Which samples to show',
  noneInGroup: 'No sample.',
  sample: (place: string): string => `Sample ${place}`,
  right: 'right',
  wrong: 'wrong',
  reward: (reward: string): string => `reward ${reward}`,
};

addTexts('compare', compareTexts);
