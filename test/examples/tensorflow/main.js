import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';
import { ProgramCheckpoint, layersArtifacts, layersCallbacks, openCheckpointStore } from 'tidemark';
import 'tidemark/elements/checkpoint-panel';

// Points on either side of a line, and which side they lie on.
const points = tf.randomUniform([128, 2], -1, 1, 'float32', 7);
const sides = tf.cast(tf.greater(tf.sum(points, 1, true), 0), 'float32');

const model = sequential();
const kernelInitializer = initializers.glorotUniform({ seed: 1 });
model.add(layers.dense({ units: 4, activation: 'tanh', inputShape: [2], kernelInitializer }));
model.add(layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer }));
model.compile({ optimizer: tf.train.sgd(0.5), loss: 'binaryCrossentropy' });

const keepBest = new ProgramCheckpoint('sides/best.json', {
  monitor: 'val_loss',
  mode: 'min',
  saveBestOnly: true,
});
const answers = [];
// After its fourth epoch the model forgets what it has learned, so that the best is not the last.
const forget = () => model.setWeights(model.getWeights().map((weight) => tf.zerosLike(weight)));
const { history } = await model.fit(points, sides, {
  epochs: 6,
  shuffle: false,
  validationSplit: 0.25,
  callbacks: [
    {
      onEpochBegin: (epoch) => void (epoch === 4 && forget()),
      onEpochEnd: () => void answers.push(Array.from(model.predict(points).dataSync())),
    },
    layersCallbacks(model, [keepBest]),
  ],
});

const store = await openCheckpointStore();
const { entry, text } = await store.load('sides/best.json');
const reloaded = await loadLayersModel({ load: async () => layersArtifacts(text) });
document.querySelector('output').value = JSON.stringify({
  best: history.val_loss.indexOf(Math.min(...history.val_loss)),
  saved: entry.epoch,
  expected: answers[entry.epoch],
  predicted: Array.from(reloaded.predict(points).dataSync()),
});
