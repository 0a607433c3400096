import { describe, expect, it } from 'vitest';
import { cosineSimilarity } from '../../../src/data/cosine-similarity.ts';
import type { EmbedFunction } from '../../../src/data/embedding.ts';
import { model } from '../../helpers/model.ts';

const vectors: Readonly<Record<string, readonly number[]>> = {
  east: [2, 0],
  west: [-3, 0],
  north: [0, 5],
  '5.0': [1, 1],
  nowhere: [0, 0],
};
const embed: EmbedFunction = async (texts) => texts.map((text) => vectors[text] ?? [Number.NaN, 0]);
const similar = (yTrue: string, yPred: string): Promise<readonly number[]> =>
  cosineSimilarity(model(yTrue), model(yPred), embed);

describe('cosineSimilarity', () => {
  it('goes from 0 for opposite directions to 1 for the same, whatever the lengths', async () => {
    expect(await similar('{"a":"east"}', '{"a":"east"}')).toEqual([1]);
    expect(await similar('{"a":"east"}', '{"a":"west"}')).toEqual([0]);
    expect(await similar('{"a":"east"}', '{"a":"north"}')).toEqual([0.5]);
  });

  it('gives 0.5 for a vector without direction', async () => {
    expect(await similar('{"a":"nowhere"}', '{"a":"east"}')).toEqual([0.5]);
  });

  it('compares field by field, by sorted key, and embeds what str makes of a number', async () => {
    const [east, number] = await similar('{"b":5.0,"a":"east"}', '{"a":"east","b":"north"}');
    expect(east).toBe(1);
    expect(number).toBeCloseTo((Math.SQRT1_2 + 1) / 2, 6);
    expect(number).toBe(Math.fround(number ?? 0));
  });

  it('scores 0 for a leaf that one side lacks, and where a side is missing', async () => {
    expect(await similar('{"a":["east","north"]}', '{"a":["east"]}')).toEqual([1, 0]);
    expect(await similar('{"a":["east"]}', '{"a":["east","north"]}')).toEqual([1, 0]);
    expect(await cosineSimilarity(null, model('{"a":"east"}'), embed)).toEqual([0]);
  });

  it('refuses an embedding that does not give one vector for each text, all of one length', async () => {
    const sample = model('{"a":"east","b":"north"}');
    await expect(cosineSimilarity(sample, sample, async () => [[1]])).rejects.toMatchObject({
      code: 'bad-embedding',
    });
    const uneven: EmbedFunction = async (texts) =>
      texts.map((_, index) => Array.from({ length: index + 1 }, () => 1));
    await expect(cosineSimilarity(sample, sample, uneven)).rejects.toMatchObject({ code: 'bad-embedding' });
    await expect(cosineSimilarity(sample, sample, null)).rejects.toMatchObject({ code: 'no-embedding' });
  });
});
