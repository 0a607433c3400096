import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  input as layersInput,
  layers,
  loadLayersModel,
  model as layersModel,
  sequential,
} from '@tensorflow/tfjs-layers';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EarlyStopping, MemoryCheckpointStore, ProgramCheckpoint } from '../../../src/index.ts';
import { History, layersArtifacts, layersCallbacks } from '../../../src/index.ts';

/** Points on either side of a line, and which side they lie on. */
const points = tf.randomUniform([64, 2], -1, 1, 'float32', 7);
const sides = tf.tidy(() => tf.cast(tf.greater(tf.sum(points, 1, true), 0), 'float32'));

/** The same weights for the same seed: by mere chance a model would now and then learn nothing in a few epochs. */
function newModel({ learningRate = 0.3, seed = 1 } = {}): LayersModel {
  const model = sequential();
  const kernelInitializer = initializers.glorotUniform({ seed });
  model.add(
    layers.dense({ name: 'hidden', units: 4, activation: 'tanh', inputShape: [2], kernelInitializer }),
  );
  model.add(layers.dense({ name: 'side', units: 1, activation: 'sigmoid', kernelInitializer }));
  model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

function answersOf(model: LayersModel): number[] {
  return tf.tidy(() => [...(model.predict(points) as tf.Tensor).dataSync()]);
}

describe('ProgramCheckpoint on a TensorFlow.js layers model', () => {
  let store: MemoryCheckpointStore;
  beforeEach(() => (store = new MemoryCheckpointStore()));

  const keepBest = (path = 'best.json', options = {}): ProgramCheckpoint =>
    new ProgramCheckpoint(path, {
      monitor: 'val_loss',
      mode: 'min',
      saveBestOnly: true,
      verbose: 0,
      store,
      ...options,
    });

  it('keeps the best, which reloads into a model that predicts the same', async () => {
    const model = newModel();
    const answers: number[][] = [];
    // It forgets what it has learned after a while, so that the best is not the last.
    const forget = (): void => model.setWeights(model.getWeights().map((weight) => tf.zerosLike(weight)));
    const { history } = await model.fit(points, sides, {
      epochs: 8,
      shuffle: false,
      validationSplit: 0.25,
      verbose: 0,
      callbacks: [
        {
          onEpochBegin: (epoch: number) => void (epoch === 5 && forget()),
          onEpochEnd: () => void answers.push(answersOf(model)),
        },
        layersCallbacks(model, [keepBest()]),
      ],
    });
    const losses = history['val_loss'] as number[];
    const best = losses.indexOf(Math.min(...losses));
    expect(best).toBeLessThan(5);
    const { entry, text } = await store.load('best.json');
    expect(entry).toMatchObject({ epoch: best, monitor: 'val_loss', mode: 'min' });
    expect(entry.logs['val_loss']).toBe(losses[best]);
    const reloaded = await loadLayersModel({ load: () => Promise.resolve(layersArtifacts(text)) });
    expect(answersOf(reloaded)).toEqual(answers[best]);
  });

  it('saves the weights alone, which load into a model of the same shape', async () => {
    const model = newModel();
    const callbacks = layersCallbacks(model, [keepBest('best.variables.json', { saveVariablesOnly: true })]);
    await model.fit(points, sides, { epochs: 1, validationSplit: 0.25, verbose: 0, callbacks });
    const { text } = await store.load('best.variables.json');
    const artifacts = layersArtifacts(text);
    expect(artifacts.modelTopology).toBeUndefined();
    const other = newModel({ seed: 2 });
    expect(answersOf(other)).not.toEqual(answersOf(model));
    other.loadWeights(tf.io.decodeWeights(artifacts.weightData, artifacts.weightSpecs));
    expect(answersOf(other)).toEqual(answersOf(model));
  });

  it('saves within an epoch, with the losses of its batches', async () => {
    const model = newModel();
    const every = new ProgramCheckpoint('{epoch}-{batch}.json', { saveFreq: 2, verbose: 0, store });
    const callbacks = layersCallbacks(model, [every]);
    await model.fit(points, sides, { epochs: 1, batchSize: 16, verbose: 0, callbacks });
    const { entries } = await store.list({ orderBy: 'path' });
    expect(entries.map(({ path }) => path).sort()).toEqual(['1-2.json', '1-4.json']);
    expect(Object.keys(entries[0]?.logs ?? {}).sort()).toEqual(['acc', 'loss']);
  });

  it('knows of TensorFlow.js’ own losses and metrics which way is better', async () => {
    const model = sequential({
      layers: [layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })],
    });
    const metrics = ['accuracy', 'mse', 'cosine', 'precision', 'categoricalCrossentropy'];
    model.compile({ optimizer: tf.train.sgd(0.3), loss: 'meanSquaredError', metrics });
    const checkpoints = ['loss', 'acc', 'mse', 'cosine', 'precision', 'categoricalCrossentropy'].flatMap(
      (name) =>
        [name, `val_${name}`].map(
          (monitor) =>
            new ProgramCheckpoint(`${monitor}.json`, { monitor, saveBestOnly: true, verbose: 0, store }),
        ),
    );
    const callbacks = layersCallbacks(model, checkpoints);
    await model.fit(points, sides, { epochs: 1, validationSplit: 0.25, verbose: 0, callbacks });
    const { entries } = await store.list();
    expect(Object.fromEntries(entries.map(({ monitor, mode }) => [monitor, mode]))).toEqual({
      loss: 'min',
      val_loss: 'min',
      acc: 'max',
      val_acc: 'max',
      mse: 'min',
      val_mse: 'min',
      cosine: 'min',
      val_cosine: 'min',
      precision: 'max',
      val_precision: 'max',
      categoricalCrossentropy: 'min',
      val_categoricalCrossentropy: 'min',
    });
  });

  it('keeps the least loss of a model of several outputs, though it is told no mode', async () => {
    const inputs = layersInput({ shape: [2] });
    const outputs = ['one', 'two'].map(
      (name) => layers.dense({ name, units: 1 }).apply(inputs) as SymbolicTensor,
    );
    const model = layersModel({ inputs, outputs });
    model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' });
    const checkpoint = keepBest('two.json', { monitor: 'two_loss', mode: 'auto' });
    const callbacks = layersCallbacks(model, [checkpoint]);
    const { history } = await model.fit(points, [sides, sides], { epochs: 3, verbose: 0, callbacks });
    expect(checkpoint.best).toBe(Math.min(...(history['two_loss'] as number[])));
  });

  it('is told when EarlyStopping cannot restore the best', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const stopping = new EarlyStopping({ monitor: 'loss', stopAt: null, restoreBestVariables: true });
    const model = newModel();
    await model.fit(points, sides, { epochs: 1, verbose: 0, callbacks: layersCallbacks(model, [stopping]) });
    expect(warn.mock.calls).toEqual([[expect.stringContaining('restoreBestVariables=true')]]);
    warn.mockRestore();
  });

  it('lets EarlyStopping stop the fit', async () => {
    const model = newModel({ learningRate: 0 });
    const history = new History();
    const stopping = new EarlyStopping({ monitor: 'val_loss', mode: 'min', patience: 2, stopAt: null });
    await model.fit(points, sides, {
      epochs: 50,
      validationSplit: 0.25,
      verbose: 0,
      callbacks: layersCallbacks(model, [history, stopping]),
    });
    expect(history.epoch).toEqual([0, 1, 2]);
  });
});

describe('a text that no layers model was saved as', () => {
  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"format":"layers-model"}',
    '{"format":"layers-model","weightSpecs":[],"weights":"*"}',
  ])('is refused with what was expected: %j', (text) => {
    expect(() => layersArtifacts(text)).toThrow(expect.objectContaining({ code: 'not-a-layers-model' }));
  });
});

describe('a hand-written loop', () => {
  it('keeps its best in ten lines', async () => {
    const store = new MemoryCheckpointStore();
    vi.spyOn(console, 'info').mockReturnValue();
    const weight = tf.variable(tf.scalar(5));
    const optimizer = tf.train.sgd(0.3);
    const checkpoint = new ProgramCheckpoint('loop/{epoch:02d}.json', {
      monitor: 'loss',
      mode: 'min',
      saveBestOnly: true,
      store,
    });
    const toText = (): string => JSON.stringify([...weight.dataSync()]);
    checkpoint.setProgram({ toProgramFile: toText, toVariablesFile: toText });
    await checkpoint.onTrainBegin();
    for (let epoch = 0; epoch < 4; epoch += 1) {
      await checkpoint.onEpochBegin(epoch);
      const loss =
        optimizer.minimize(() => tf.square(tf.sub(weight, 2)) as tf.Scalar, true)?.dataSync()[0] ?? 0;
      await checkpoint.onEpochEnd(epoch, { loss });
    }
    await checkpoint.onTrainEnd();
    const best = await store.best({ monitor: 'loss', mode: 'min' });
    expect(best?.path).toBe('loop/04.json');
    expect(JSON.parse((await store.load('loop/04.json')).text)).toEqual([...weight.dataSync()]);
  });
});
