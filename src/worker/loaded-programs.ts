import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import { loadProgram, programFromJson } from '../training/load-program.ts';
import type { Program } from '../training/program.ts';
import type { TrainerSetup } from './trainer-setup.ts';

/** How many programs are kept: enough to go to and fro between two checkpoints while a third one is looked at. */
const KEPT = 4;

/** A program from a checkpoint, kept while the same one is asked for. */
interface LoadedProgram {
  readonly mtime: number;
  readonly program: Program;
}

/** The programs of checkpoints, loaded when they are asked for, beside the one in training. */
export class LoadedPrograms {
  readonly #setup: TrainerSetup;
  /** By path; what was used least recently stands first. */
  readonly #loaded = new Map<string, LoadedProgram>();

  constructor(setup: TrainerSetup) {
    this.#setup = setup;
  }

  /** The program of a checkpoint, or the one in training. */
  async of(path: string | undefined): Promise<Program> {
    if (path === undefined) return this.#setup.program;
    const store = this.#setup.store ?? (await openCheckpointStore());
    const mtime = (await store.info(path))?.mtime ?? 0;
    const known = this.#loaded.get(path);
    if (known?.mtime === mtime) return this.#keep(path, known);
    const program = path.endsWith('.variables.json')
      ? await this.#withVariables(path)
      : await loadProgram(path, { ...this.#setup.loadOptions, store });
    return this.#keep(path, { mtime, program });
  }

  /** The program as it is now: what is done with a copy does not disturb training. */
  copy(): Promise<Program> {
    return programFromJson(this.#setup.program.toProgramFile(), this.#setup.loadOptions);
  }

  /** The architecture in training with a checkpoint's variables. */
  async #withVariables(path: string): Promise<Program> {
    const { store } = this.#setup;
    const copy = await this.copy();
    await copy.loadVariables(path, store ? { store } : {});
    return copy;
  }

  #keep(path: string, loaded: LoadedProgram): Program {
    this.#loaded.delete(path);
    this.#loaded.set(path, loaded);
    const [oldest] = this.#loaded.keys();
    if (this.#loaded.size > KEPT && oldest !== undefined) this.#loaded.delete(oldest);
    return loaded.program;
  }
}
