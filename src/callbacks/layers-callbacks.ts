import { CallbackList } from './callback-list.ts';
import type { Callback, CallbackParams, CallbackProgram, Logs, MetricDirection } from './callback.ts';
import { layersText } from './layers-artifacts.ts';
import type { LayersArtifacts } from './layers-artifacts.ts';

/** A model of TensorFlow.js layers (`tf.LayersModel`), as far as it matters here. */
export interface LayersModel {
  /** TensorFlow.js' own name for {@link CallbackProgram.stopTraining}. */
  stopTraining?: boolean;
  /** What the logs of a batch are called, once the model is compiled. */
  readonly metricsNames?: readonly string[];
  save(handler: {
    save(artifacts: LayersArtifacts): Promise<{ modelArtifactsInfo: LayersSaveInfo }>;
  }): Promise<unknown>;
}

/** What TensorFlow.js wants to hear of a save. */
export interface LayersSaveInfo {
  readonly dateSaved: Date;
  readonly modelTopologyType: 'JSON';
}

/** Hooks in the form of `tf.CustomCallbackArgs`: what `model.fit` takes as `callbacks`. */
export interface LayersHooks {
  onTrainBegin(): Promise<void>;
  onTrainEnd(): Promise<void>;
  onEpochBegin(epoch: number): Promise<void>;
  onEpochEnd(epoch: number, logs?: Readonly<Record<string, number>>): Promise<void>;
  onBatchBegin(batch: number): Promise<void>;
  onBatchEnd(batch: number, logs?: Readonly<Record<string, number>>): Promise<void>;
}

/**
 * Lets callbacks of this library watch the training of a TensorFlow.js layers model: the `ModelCheckpoint` that
 * TensorFlow.js lacks is `ProgramCheckpoint`.
 *
 * Checkpoints hold the topology and the weights; a variables file (`saveVariablesOnly`) the weights alone. Of TensorFlow.js'
 * own losses and metrics `mode: 'auto'` knows which way is better; of others, say it. Setting `stopTraining`, as
 * `EarlyStopping` does (give it `stopAt: null`: losses go down), stops the fit. TensorFlow.js cannot be told where to go on:
 * `BackupAndRestore` backs up here, but nothing goes on from that, and `restoreBestVariables` restores nothing. Load the
 * best checkpoint instead. Nothing of TensorFlow.js is imported: every version will do whose `model.save` takes a handler.
 *
 * @param params what the callbacks are told of the run, such as its number of epochs
 *
 * @example
 * const checkpoint = new ProgramCheckpoint('digits/{epoch:02d}-{val_loss:.3f}.json', {
 *   monitor: 'val_loss', mode: 'min', saveBestOnly: true,
 * });
 * await model.fit(x, y, { epochs: 10, validationSplit: 0.2, callbacks: layersCallbacks(model, [checkpoint]) });
 */
export function layersCallbacks(
  model: LayersModel,
  callbacks: readonly Callback[],
  params: CallbackParams = {},
): LayersHooks {
  const list = new CallbackList(callbacks, { program: new LayersProgram(model), params });
  const plain = (logs: Logs = {}): Logs => ({ ...logs });
  return {
    onTrainBegin: () => list.onTrainBegin(),
    onTrainEnd: () => list.onTrainEnd(),
    onEpochBegin: (epoch) => list.onEpochBegin(epoch),
    onEpochEnd: (epoch, logs) => list.onEpochEnd(epoch, plain(logs)),
    onBatchBegin: (batch) => list.onTrainBatchBegin(batch),
    onBatchEnd: (batch, logs) => list.onTrainBatchEnd(batch, lossesOf(logs)),
  };
}

/** A batch's logs hold its index and size beside the losses; templates and monitors want the losses. */
function lossesOf({ batch: _batch, size: _size, ...losses }: Readonly<Record<string, number>> = {}): Logs {
  return losses;
}

/** Losses and metrics of TensorFlow.js of which less is better, with the name of an output before them or without. */
const falling =
  /(^|_)(loss|mse|mae|mape|poisson|logcosh|cosine|\w*(error|crossentropy|hinge|divergence|proximity))$/i;
/** Those of which more is better. */
const rising = /(^|_)(acc|precision|recall|r2score|\w*accuracy)$/i;

function directionOf(name: string): MetricDirection {
  if (falling.test(name)) return 'down';
  return rising.test(name) ? 'up' : null;
}

/** A TensorFlow.js model in the words of callbacks. */
class LayersProgram implements CallbackProgram {
  readonly #model: LayersModel;

  constructor(model: LayersModel) {
    this.#model = model;
  }

  get stopTraining(): boolean {
    return this.#model.stopTraining ?? false;
  }

  set stopTraining(stops: boolean) {
    this.#model.stopTraining = stops;
  }

  get metrics(): NonNullable<CallbackProgram['metrics']> {
    const names = this.#model.metricsNames ?? ['loss'];
    return names.map((name) => ({ name, direction: directionOf(name) }));
  }

  async toProgramFile(): Promise<string> {
    return layersText(await artifactsOf(this.#model));
  }

  async toVariablesFile(): Promise<string> {
    const { modelTopology: _left, ...weights } = await artifactsOf(this.#model);
    return layersText(weights);
  }
}

async function artifactsOf(model: LayersModel): Promise<LayersArtifacts> {
  let taken: LayersArtifacts = {};
  await model.save({
    save: (artifacts) => {
      taken = artifacts;
      const info: LayersSaveInfo = { dateSaved: new Date(), modelTopologyType: 'JSON' };
      return Promise.resolve({ modelArtifactsInfo: info });
    },
  });
  return taken;
}
