import type { Callback } from '../callbacks/callback.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import type { BatchSource } from '../training/batch-source.ts';
import type { FitOptions } from '../training/fit-options.ts';
import type { LoadProgramOptions } from '../training/load-program.ts';
import type { Program } from '../training/program.ts';
import type { Row } from '../training/samples.ts';

/** Rows to judge on: `[x, y]`. */
export type DataRows = readonly [x: readonly Row[], y: readonly Row[]];

/** What an author's worker file makes: everything that training needs. */
export interface TrainerSetup {
  /** Compiled. */
  readonly program: Program;
  /** Inputs, one row each; or a source of batches. */
  readonly x: readonly Row[] | BatchSource;
  /** Targets, one row each; null when the batches hold them. @default null */
  readonly y?: readonly Row[] | null;
  readonly validationData?: DataRows | BatchSource;
  /** Further data that the page may have judged, by name: `{ test: [x, y] }`. @default none */
  readonly datasets?: Readonly<Record<string, DataRows | BatchSource>>;
  /** @default none */
  readonly callbacks?: readonly Callback[];
  /** How to fit; what the page asks for goes before it. @default Synalinks' defaults */
  readonly fitOptions?: Omit<FitOptions, 'validationData' | 'callbacks' | 'store'>;
  /** What loading a checkpoint's program needs. @default the models in the file */
  readonly loadOptions?: LoadProgramOptions;
  /** Where checkpoints to use or to go on from are. @default the default store */
  readonly store?: CheckpointStore;
}
