import '@tensorflow/tfjs-backend-cpu';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { createStore, set } from 'idb-keyval';
import localForage from 'localforage';

/** What stores a text under a key, durably or as durably as it can. */
export type Put = (key: string, text: string) => Promise<unknown>;

/** The least that stores a string durably: one request in one strict transaction. */
export async function openBarePut(name: string): Promise<Put> {
  const table = 'texts';
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(table));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error(`${name} does not open`)));
  });
  return (key, text) =>
    new Promise<void>((resolve, reject) => {
      const tx = database.transaction(table, 'readwrite', { durability: 'strict' });
      tx.objectStore(table).put(text, key);
      tx.addEventListener('complete', () => resolve());
      tx.addEventListener('abort', () => reject(tx.error ?? new Error('aborted')));
    });
}

/** idb-keyval, which asks for no durability. */
export function openIdbKeyval(name: string): Put {
  const store = createStore(name, 'texts');
  return (key, text) => set(key, text, store);
}

/** localForage on IndexedDB, which asks for no durability. */
export function openLocalForage(name: string): Put {
  const forage = localForage.createInstance({ name, driver: localForage.INDEXEDDB });
  return (key, text) => forage.setItem(key, text);
}

/** TensorFlow.js' own store, with a model of as many bytes as the text. */
export function openTensorFlow(bytes: number): Put {
  const model: LayersModel = sequential({
    layers: [layers.dense({ units: 1, useBias: false, inputShape: [Math.ceil(bytes / 4)] })],
  });
  return async (key) => {
    model.setWeights([tf.randomUniform([Math.ceil(bytes / 4), 1])]);
    await model.save(`indexeddb://${key}`);
  };
}
