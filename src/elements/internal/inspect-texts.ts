import { addTexts } from './texts.ts';

const roles: Readonly<Record<string, string>> = {
  system: 'System',
  user: 'User',
  assistant: 'Assistant',
  developer: 'Developer',
  tool: 'Tool',
  function: 'Function',
};

/** What `<checkpoint-inspect>` says. */
export const inspectTexts = {
  heading: 'Inspect a checkpoint',
  none: 'Choose a checkpoint to look into.',
  problems: {
    'not-json': 'The text of this checkpoint is no JSON object, so only what the store knows of it is shown.',
    'too-large': 'This checkpoint is too large to look into here.',
    'too-deep': 'This checkpoint is nested too deeply to look into.',
  },

  facts: {
    origin: 'What it is',
    saved: 'Saved',
    size: 'Size',
    run: 'Run',
    generation: 'Times saved',
    note: 'Note',
    sha256: 'SHA-256',
  },
  pinned: 'pinned',

  noLogs: 'No value was logged with it.',
  monitored: { max: 'monitored, higher is better', min: 'monitored, lower is better' },

  program: 'Program',
  graphName: (name: string, count: number, shown: string): string =>
    `Graph of the program ${name}: ${count === 1 ? '1 call' : `${shown} calls`}. It is told in words below.`,
  drawing: 'Drawing the graph…',
  tooMany: (shown: string): string => `${shown} calls are too many to draw; here they are in words.`,
  notDrawn: 'The graph could not be drawn; here it is in words.',
  inWords: 'The graph in words',
  end: 'Output',
  start: 'Input',
  call: (place: string): string => `call ${place}`,
  trainable: 'trainable',
  asks: (model: string): string => `asks ${model}`,
  takes: (what: string): string => `takes ${what}`,
  from: (fields: string, source: string): string => `${fields} from ${source}`,
  somethingFrom: (source: string): string => `what ${source} gives`,
  startsHere: 'where data comes in',
  endTakes: (what: string): string => `The output is ${what}.`,
  variablesOnly: 'This checkpoint holds variables only. The program they belong to is not in it.',
  ofTrainer: 'This checkpoint holds variables only. Shown is the program of the trainer on this page.',
  noGraph: 'This file does not say what the program is made of.',

  prompt: 'Prompt',
  promptHint: 'What a language model would be sent for a sample. Nothing is sent to show it.',
  promptNoTrainer: 'This page has no trainer connected, so the prompt cannot be made.',
  sampleNumber: 'Sample',
  ofSamples: (total: string): string => `of ${total}`,
  earlier: 'Sample before',
  later: 'Next sample',
  roles,
  messageOf: (role: string): string => `Message: ${role}`,
  schema: 'Form of the answer (JSON schema)',
  noQuestions: 'No module asks a language model for this sample.',
  otherModules: (names: string): string =>
    `Not shown, as they need the answer of another module first: ${names}.`,
  askToShow: 'Ask the language model, and show them',

  exampleCount: (shown: string): string => `${shown} in the prompt`,
  noExamples: 'None yet: the prompt has only its instructions.',

  tryIt: 'Try it',
  tryNoTrainer: 'This page has no trainer connected, so nobody can answer.',
  tryUnknown: 'It is not known what this program takes.',
  wholeInput: 'Input, as JSON',
  asJson: 'as JSON',
  other: 'Next to',
  noOther: 'no other checkpoint',
  ask: 'Ask',
  asking: 'Waiting for the answer…',
  badJson: (name: string): string => `What is given for ${name} is no JSON.`,
  badWhole: 'The input is no JSON.',

  lineage: 'Lineage',
  fromScratch: 'Its run did not go on from another checkpoint.',
  lineageHint: 'The run that saved it went on from these, the nearest first.',
  gone: 'no longer in the store',
  compareWith: (path: string): string => `Compare with ${path}`,
  compare: 'Compare',
};

addTexts('inspect', inspectTexts);
