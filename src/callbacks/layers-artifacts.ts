import { ProgramError } from '../base/errors.ts';

/** A weight of a TensorFlow.js model. */
export interface LayersWeight {
  readonly name: string;
  /** Sizes of its axes. */
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool' | 'string' | 'complex64';
}

/** What TensorFlow.js makes of a model when it is saved (`tf.io.ModelArtifacts`), as far as it matters here. */
export interface LayersArtifacts {
  /** Layers and their settings; absent in a file of the weights alone. */
  readonly modelTopology?: object;
  readonly weightSpecs?: LayersWeight[];
  /** The values of all weights in the order of `weightSpecs`, little-endian. */
  readonly weightData?: ArrayBuffer | ArrayBuffer[];
}

/** Artifacts that were read from a checkpoint: the weights are there, in one piece. */
export interface ReadLayersArtifacts extends LayersArtifacts {
  readonly weightSpecs: LayersWeight[];
  readonly weightData: ArrayBuffer;
}

const format = 'layers-model';

/** Writes artifacts as JSON text, with the weights' values in base64. */
export function layersText({ modelTopology, weightSpecs, weightData = [] }: LayersArtifacts): string {
  const weights = base64Of(Array.isArray(weightData) ? weightData : [weightData]);
  return JSON.stringify({ format, modelTopology, weightSpecs, weights });
}

/**
 * Reads a checkpoint of a TensorFlow.js layers model back into TensorFlow.js' artifacts.
 *
 * @param text what `store.load(path)` gives as `text`
 * @throws ProgramError `not-a-layers-model`
 *
 * @example
 * const { text } = await store.load('digits/07-0.031.json');
 * const model = await tf.loadLayersModel({ load: async () => layersArtifacts(text) });
 *
 * // A file of the weights alone, into a model that is there:
 * const { weightData, weightSpecs } = layersArtifacts(text);
 * model.loadWeights(tf.io.decodeWeights(weightData, weightSpecs));
 */
export function layersArtifacts(text: string): ReadLayersArtifacts {
  try {
    const file: unknown = JSON.parse(text);
    if (isLayersFile(file)) {
      const { modelTopology, weightSpecs, weights } = file;
      return { ...(modelTopology && { modelTopology }), weightSpecs, weightData: bytesOf(weights) };
    }
  } catch (cause) {
    throw notALayersModel(text, cause);
  }
  throw notALayersModel(text);
}

interface LayersFile {
  readonly modelTopology?: object;
  readonly weightSpecs: LayersWeight[];
  readonly weights: string;
}

function isLayersFile(file: unknown): file is LayersFile {
  if (typeof file !== 'object' || file === null || !('format' in file) || file.format !== format)
    return false;
  const isTopology = !('modelTopology' in file) || typeof file.modelTopology === 'object';
  const hasSpecs = 'weightSpecs' in file && Array.isArray(file.weightSpecs);
  return isTopology && hasSpecs && 'weights' in file && typeof file.weights === 'string';
}

function notALayersModel(text: string, cause?: unknown): ProgramError {
  return new ProgramError(
    'not-a-layers-model',
    `The text beginning ${JSON.stringify(text.slice(0, 40))} is not a checkpoint of a TensorFlow.js layers model. ` +
      'Expected what `layersCallbacks` saved. Give it the text of such a checkpoint.',
    { cause },
  );
}

/** How many bytes become characters in one call: more arguments than this overflow some engines' stacks. */
const pieceBytes = 0x8000;

function base64Of(parts: readonly ArrayBuffer[]): string {
  let characters = '';
  for (const part of parts)
    for (let start = 0; start < part.byteLength; start += pieceBytes) {
      const length = Math.min(pieceBytes, part.byteLength - start);
      characters += String.fromCharCode(...new Uint8Array(part, start, length));
    }
  return btoa(characters);
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}
