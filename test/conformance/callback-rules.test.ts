import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Outcome } from './callback-case.ts';
import { decodeCase } from './callback-case.ts';
import { outcomeByRule, outcomeInReference } from './callback-rules.ts';
import type { Slug } from './callback-rules.ts';
import { judgeCallbackVector, replayCase } from './callback-vectors.ts';
import { readVectors } from './vector.ts';

/** What happens, what Synalinks makes of it (where a model of it tells), and what we do instead. */
interface Deviation {
  readonly kwargs?: Readonly<Record<string, unknown>>;
  /** The logs of each epoch's end; or all events. @default one epoch with a val_reward of 0.5 */
  readonly epochs?: readonly unknown[];
  readonly events?: readonly unknown[];
  readonly program?: unknown;
  readonly setup?: readonly unknown[];
  readonly variant?: string;
  readonly theirs: Partial<Outcome> | null;
  readonly ours: Partial<Outcome>;
}

const float = (value: number): unknown => ({ $float: value });
const int = (value: number): unknown => ({ $int: value });
const reward = (value: number): unknown => ({ val_reward: float(value) });
const save = (event: number, path = 'a.json', ok = true): Outcome['actions'][number] => ({
  event,
  action: 'save',
  path,
  ok,
});
const failing = { raises: [{ call: 1, type: 'OSError', args: ['disk full'] }] };
const array = { $array: [float(0.5), float(1)], dtype: 'float64', shape: [2] };
const notScalar = (received: string): string =>
  `Can save best model only when \`monitor\` is a scalar value. Received: ${received}. Falling back to \`save_best_only=False\`.`;
const formatError = (template: string, reason: string): string =>
  `Failed to format this callback filepath: "${template}". Reason: ${reason}`;
const noDirectory = (who: string): string =>
  `Please specify a non-directory filepath for ${who}. Filepath used is an existing directory: a.json`;
const metric = (container: string, direction: string): unknown => ({
  metrics: [{ container, metrics: [{ name: 'reward', direction }] }],
});
const batches = (...indices: readonly number[]): readonly unknown[] => [
  { method: 'on_epoch_begin', epoch: 0 },
  ...indices.map((batch) => ({ method: 'on_train_batch_end', batch, logs: {} })),
];

const deviations: Readonly<Record<Slug, Deviation>> = {
  array_fallback_ignores_save_variables_only: {
    kwargs: { filepath: 'a.variables.json', save_best_only: true, save_variables_only: true },
    epochs: [{ val_reward: array }],
    theirs: null,
    ours: { files: [{ path: 'a.variables.json', content: 'save_variables 1' }] },
  },
  array_fallback_no_message: {
    kwargs: { save_best_only: true, verbose: int(1) },
    epochs: [{ val_reward: array }],
    theirs: null,
    ours: {
      warnings: [{ event: 0, text: notScalar('[0.5, 1.0]') }],
      messages: [{ event: 0, text: '\nEpoch 1: saving model to a.json' }],
    },
  },
  best_updated_before_save: {
    kwargs: { save_best_only: true },
    epochs: [reward(0.8), reward(0.7)],
    program: failing,
    theirs: { actions: [save(0, 'a.json', false)], files: [] },
    ours: { actions: [save(0, 'a.json', false), save(1)], files: [{ path: 'a.json', content: 'save 2' }] },
  },
  message_before_failed_save: {
    kwargs: { verbose: int(1) },
    program: failing,
    theirs: {
      messages: [{ event: 0, text: '\nEpoch 1: saving model to a.json' }],
      order: ['print', 'save', 'error'],
    },
    ours: { messages: [], order: ['save', 'error'] },
  },
  counter_reset_before_save: {
    kwargs: { save_freq: int(2) },
    events: batches(0, 1, 2),
    program: failing,
    theirs: { actions: [save(2, 'a.json', false)] },
    ours: { actions: [save(2, 'a.json', false), save(3)] },
  },
  save_freq_nonpositive: {
    kwargs: { save_freq: int(0) },
    theirs: { constructorError: null },
    ours: {
      constructorError: {
        type: 'ValueError',
        message: "Unrecognized save_freq: 0. Expected save_freq are 'epoch' or integer values",
      },
    },
  },
  save_freq_bool: {
    kwargs: { save_freq: true },
    theirs: { constructorError: null },
    ours: {
      constructorError: {
        type: 'ValueError',
        message: "Unrecognized save_freq: True. Expected save_freq are 'epoch' or integer values",
      },
    },
  },
  first_jump_undercount: {
    kwargs: { save_freq: int(4) },
    events: batches(3),
    theirs: { actions: [] },
    ours: { actions: [save(1)] },
  },
  unwrapped_format_error: {
    kwargs: { filepath: '{0}.json' },
    events: [{ method: 'on_train_begin' }, { method: 'on_epoch_end', epoch: 0, logs: {} }],
    theirs: {
      errors: [
        {
          event: 1,
          type: 'IndexError',
          message: 'Replacement index 0 out of range for positional args tuple',
        },
      ],
    },
    ours: {
      errors: [0, 1].map((event) => ({
        event,
        type: 'ArgumentError',
        message: formatError('{0}.json', 'Replacement index 0 out of range for positional args tuple'),
      })),
    },
  },
  keyerror_repr: {
    kwargs: { filepath: '{acc}.json' },
    theirs: {
      errors: [
        {
          event: 0,
          type: 'KeyError',
          message: `'Failed to format this callback filepath: "{acc}.json". Reason: \\'acc\\''`,
        },
      ],
    },
    ours: { errors: [{ event: 0, type: 'ArgumentError', message: formatError('{acc}.json', "'acc'") }] },
  },
  epoch_in_logs_collision: {
    kwargs: { filepath: '{epoch}.json' },
    epochs: [{ epoch: int(7) }],
    theirs: null,
    ours: { actions: [save(0, '1.json')], errors: [] },
  },
  io_error_says_ModelCheckpoint: {
    program: { raises: [{ call: 1, type: 'OSError', args: ['Is a directory'] }] },
    theirs: { errors: [{ event: 0, type: 'OSError', message: noDirectory('ModelCheckpoint') }] },
    ours: { errors: [{ event: 0, type: 'OSError', message: noDirectory('ProgramCheckpoint') }] },
  },
  oserror_no_args_indexerror: {
    program: { raises: [{ call: 1, type: 'OSError', args: [] }] },
    theirs: { errors: [{ event: 0, type: 'IndexError', message: 'tuple index out of range' }] },
    ours: { errors: [{ event: 0, type: 'OSError', message: '' }] },
  },
  nonscalar_truth: {
    kwargs: { save_best_only: true },
    epochs: [{ val_reward: [float(0.5), float(0.6)] }],
    theirs: null,
    ours: { warnings: [{ event: 0, text: notScalar('[0.5, 0.6]') }], actions: [save(0)], errors: [] },
  },
  nonfloat_format_crash: {
    kwargs: { save_best_only: true, verbose: int(1) },
    epochs: [{ val_reward: 'high' }],
    theirs: null,
    ours: { warnings: [{ event: 0, text: notScalar('high') }], actions: [save(0)], errors: [] },
  },
  numpy_type_error: {
    kwargs: { save_best_only: true },
    epochs: [{ val_reward: { a: int(1) } }],
    theirs: null,
    ours: { warnings: [{ event: 0, text: notScalar("{'a': 1}") }], actions: [save(0)], errors: [] },
  },
  string_best_compares: {
    kwargs: { save_best_only: true, initial_value_threshold: 'm' },
    theirs: null,
    ours: {
      constructorWarnings: ["ProgramCheckpoint initial_value_threshold 'm' is not a number, it is not used."],
      actions: [save(0)],
    },
  },
  empty_metric_bool: {
    kwargs: { save_best_only: true },
    epochs: [{ val_reward: true }],
    theirs: null,
    ours: { warnings: [{ event: 0, text: notScalar('True') }], actions: [save(0)] },
  },
  int_overflow: {
    kwargs: { save_best_only: true },
    epochs: [{ val_reward: { $int: `1${'0'.repeat(400)}` } }],
    theirs: null,
    ours: {
      warnings: [{ event: 0, text: notScalar(`1${'0'.repeat(400)}`) }],
      actions: [save(0)],
      errors: [],
    },
  },
  remote_path_prefix: {
    kwargs: { filepath: '/gcs/a/b.json' },
    theirs: null,
    ours: { actions: [save(0, '/gcs/a/b.json')], errors: [] },
  },
  pathlike_normalised: {
    kwargs: { filepath: { $path: 'x//./a.json' } },
    theirs: null,
    ours: { actions: [save(0, 'x//./a.json')] },
  },
  no_current_epoch: {
    kwargs: { filepath: '{epoch}-{batch}.json', save_freq: int(1) },
    events: [{ method: 'on_train_batch_end', batch: 0, logs: {} }],
    theirs: {
      errors: [
        {
          event: 0,
          type: 'AttributeError',
          message: "'ProgramCheckpoint' object has no attribute '_current_epoch'",
        },
      ],
    },
    ours: { actions: [save(0, '1-1.json')], errors: [] },
  },
  verbose_str_crash: {
    kwargs: { verbose: '1' },
    theirs: null,
    ours: { messages: [{ event: 0, text: '\nEpoch 1: saving model to a.json' }], errors: [] },
  },
  head_no_train_begin: {
    variant: 'head',
    kwargs: { save_best_only: true },
    theirs: { errors: [{ event: 0, type: 'TypeError', message: "'NoneType' object is not callable" }] },
    ours: { actions: [save(0)], errors: [] },
  },
  head_best_none: {
    variant: 'head',
    epochs: [],
    theirs: { final: expect.objectContaining({ best: null, monitorOp: null }) as never },
    ours: { final: expect.objectContaining({ best: -Infinity, monitorOp: 'greater' }) as never },
  },
  head_sticky_op: {
    variant: 'head',
    kwargs: { save_best_only: true },
    events: [
      { method: 'on_train_begin' },
      { method: 'set_program', program: metric('CompileMetrics', 'down') },
      { method: 'on_epoch_end', epoch: 0, logs: reward(0.5) },
      { method: 'on_epoch_end', epoch: 1, logs: reward(0.4) },
    ],
    theirs: { actions: [save(2)] },
    ours: { actions: [save(2), save(3)] },
  },
  head_direction_other: {
    variant: 'head',
    kwargs: { save_best_only: true },
    program: metric('CompileMetrics', 'sideways'),
    events: [
      { method: 'on_train_begin' },
      { method: 'on_epoch_end', epoch: 0, logs: reward(0.5) },
      { method: 'on_epoch_end', epoch: 1, logs: reward(0.6) },
    ],
    theirs: { actions: [save(1)] },
    ours: { actions: [save(1), save(2)] },
  },
  head_container_filter: {
    variant: 'head',
    kwargs: { save_best_only: true },
    program: metric('Other', 'down'),
    events: [
      { method: 'on_train_begin' },
      { method: 'on_epoch_end', epoch: 0, logs: reward(0.5) },
      { method: 'on_epoch_end', epoch: 1, logs: reward(0.4) },
    ],
    theirs: { actions: [save(1)] },
    ours: { actions: [save(1), save(2)] },
  },
  head_monitor_nonstring: {
    variant: 'head',
    kwargs: { monitor: null },
    events: [{ method: 'on_train_begin' }],
    theirs: {
      errors: [
        { event: 0, type: 'AttributeError', message: "'NoneType' object has no attribute 'removeprefix'" },
      ],
    },
    ours: { errors: [] },
  },
  fs: {
    kwargs: { filepath: 'x/a.json' },
    setup: [{ type: 'file', path: 'x', content: 'old' }],
    theirs: null,
    ours: {
      errors: [
        {
          event: 0,
          type: 'OSError',
          message:
            'Please specify a non-directory filepath for ProgramCheckpoint. Filepath used is an existing directory: x/a.json',
        },
      ],
      files: [{ path: 'x', content: 'old' }],
    },
  },
  numpy_text: {
    kwargs: { filepath: '{val_reward}.json' },
    epochs: [{ val_reward: array }],
    theirs: null,
    ours: { actions: [save(0, '[0.5, 1.0].json')] },
  },
  bad_filepath: {
    kwargs: { filepath: null },
    theirs: null,
    ours: {
      constructorError: {
        type: 'ValueError',
        message:
          'The filepath provided must end in `.json` (Synalinks program format). Received: filepath=None',
      },
    },
  },
  no_program: {
    program: 'none',
    theirs: {
      errors: [{ event: 0, type: 'AttributeError', message: "'NoneType' object has no attribute 'save'" }],
    },
    ours: {
      errors: [
        {
          event: 0,
          type: 'ProgramError',
          message:
            'ProgramCheckpoint has nothing to save: its program has no toProgramFile(). Give it to `fit`, or call ' +
            '`setProgram` with an object that has toProgramFile() and toVariablesFile().',
        },
      ],
    },
  },
  python_signature: {
    kwargs: { bogus: true },
    theirs: null,
    ours: {
      constructorError: {
        type: 'ValueError',
        message:
          'ProgramCheckpoint has no option `bogus`: nothing is called alike. Known are `monitor`, `verbose`, ' +
          '`saveBestOnly`, `saveVariablesOnly`, `mode`, `saveFreq`, `initialValueThreshold`, `store`, `retention`, ' +
          '`saveEveryMs`, `saveOnStop`.',
      },
      actions: [],
    },
  },
  whole_float_save_freq: {
    kwargs: { save_freq: float(2) },
    events: batches(0, 1),
    theirs: {
      constructorError: {
        type: 'ValueError',
        message: "Unrecognized save_freq: 2.0. Expected save_freq are 'epoch' or integer values",
      },
    },
    ours: { constructorError: null, actions: [save(2)] },
  },
};

function caseOf({
  kwargs = {},
  epochs = [reward(0.5)],
  variant = 'seed',
  ...given
}: Deviation): ReturnType<typeof decodeCase> {
  const events = epochs.map((logs, epoch) => ({ method: 'on_epoch_end', epoch, logs }));
  const text = JSON.stringify([
    { id: 'made', tags: [], variant, kwargs: { filepath: 'a.json', ...kwargs }, events, ...given },
  ]);
  return decodeCase(readVectors(text)[0]!);
}

describe('ProgramCheckpoint', () => {
  it.each(Object.entries(deviations))('differs from Synalinks by %s', async (slug, deviation) => {
    const given = caseOf(deviation);
    expect(await replayCase(given)).toMatchObject(deviation.ours);
    const { outcome, slugs } = outcomeByRule(given);
    expect(outcome).toMatchObject(deviation.ours);
    expect([...slugs]).toContain(slug);
  });

  it.each(Object.entries(deviations).filter(([, { theirs }]) => theirs !== null))(
    'would be as Synalinks without %s',
    (_, deviation) => {
      expect(outcomeInReference(caseOf(deviation))).toMatchObject(deviation.theirs ?? {});
    },
  );

  it('counts batches that are reported by their start as they are reported: start_step_undercount', async () => {
    const given = caseOf({ kwargs: { save_freq: int(3) }, events: batches(0, 2, 4), theirs: null, ours: {} });
    const outcome = await replayCase(given);
    expect(outcome.actions).toEqual([save(2)]);
    expect(outcomeByRule(given)).toEqual({ outcome, slugs: new Set() });
  });

  it('knows what Synalinks holds for the best when the threshold is an int and no direction was found', () => {
    const given = caseOf({
      variant: 'head',
      kwargs: { initial_value_threshold: int(1) },
      epochs: [],
      theirs: null,
      ours: {},
    });
    expect(outcomeInReference(given)?.final).toMatchObject({ best: 1, monitorOp: null });
  });

  it('makes no folder, so none without a save: dir_created_without_save', async () => {
    const given = caseOf({
      kwargs: { filepath: 'x/a.json', save_best_only: true },
      epochs: [{}],
      theirs: null,
      ours: {},
    });
    expect(await replayCase(given)).toMatchObject({ actions: [], files: [] });
  });

  it('takes an error of a folder for what it is, whatever its text: isadirectory_class_ignores_text', async () => {
    const program = { raises: [{ call: 1, type: 'IsADirectoryError', args: ['oops'] }] };
    const { errors } = await replayCase(caseOf({ program, theirs: null, ours: {} }));
    expect(errors).toEqual([{ event: 0, type: 'OSError', message: noDirectory('ProgramCheckpoint') }]);
  });
});

describe('the judge of recorded runs', () => {
  const file = fileURLToPath(new URL('vectors/callback.json', import.meta.url));

  it.each([
    ['"text": "', '~'],
    ['"content": "', '~'],
    ['"action": "save', 's'],
    ['"_last_batch_seen": ', '9'],
    ['"_batches_seen_since_last_saving": ', '9'],
  ])(
    'notices a recording in which %s was changed, wherever the reference can be modelled',
    async (text, more) => {
      const recorded = readFileSync(file, 'utf8');
      const changed = readVectors(changeExpected(recorded, text, text + more));
      const known = changed.filter(
        (vector) => vector.tags.includes('changed') && outcomeInReference(decodeCase(vector)) !== null,
      );
      const kinds = new Set<string>();
      for (const vector of known) kinds.add((await judgeCallbackVector(vector)).kind);
      expect(known.length).toBeGreaterThan(100);
      expect([...kinds]).toEqual(['failed']);
    },
  );
});

/** Changes every text of a kind in what was expected, and tags the vectors concerned. */
function changeExpected(json: string, text: string, changed: string): string {
  const lines = json.split('\n').map((line) => {
    const expected = line.indexOf('"expected": ');
    if (expected < 0 || !line.includes(text, expected)) return line;
    const tail = line.slice(expected).replaceAll(text, changed).replace('"tags": [', '"tags": ["changed", ');
    return line.slice(0, expected) + tail;
  });
  return lines.join('\n');
}
