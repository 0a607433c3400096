import '@tensorflow/tfjs-backend-cpu';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { createStore, set } from 'idb-keyval';
import localForage from 'localforage';

/** What stores a text under a key, durably or as durably as it can. */
export type Put = (key: string, text: string) => Promise<unknown>;

/** What stores any value. */
type PutValue = (key: string, value: unknown) => Promise<void>;

/** The least that stores a value durably: one request in one strict transaction. */
export async function openBarePut(name: string): Promise<PutValue> {
  const table = 'texts';
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(table));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error(`${name} does not open`)));
  });
  return (key, value) =>
    new Promise((resolve, reject) => {
      const tx = database.transaction(table, 'readwrite', { durability: 'strict' });
      tx.objectStore(table).put(value, key);
      tx.addEventListener('complete', () => resolve());
      tx.addEventListener('abort', () => reject(tx.error ?? new Error('aborted')));
    });
}

/**
 * What `ProgramCheckpoint` promises, by the browser's own means and nothing else: the program written as text, its
 * SHA-256, one strict put of both.
 */
export async function openByHand(name: string, programOf: () => object): Promise<Put> {
  const put = await openBarePut(name);
  const encoder = new TextEncoder();
  return async (key) => {
    const text = JSON.stringify(programOf(), null, 2);
    const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text));
    await put(key, { text, digest });
  };
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
