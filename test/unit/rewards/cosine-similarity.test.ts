import { describe, expect, it } from 'vitest';
import type { EmbedFunction } from '../../../src/data/embedding.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { CosineSimilarity } from '../../../src/rewards/cosine-similarity.ts';
import { json, model } from '../../helpers/model.ts';
import { scriptedEmbed } from '../optimizers/scripted-model.ts';

const embed: EmbedFunction = async (texts) => texts.map((text) => (text === 'east' ? [1, 0] : [0, 1]));

describe('CosineSimilarity', () => {
  it('averages the similarities of the fields that the masks leave', async () => {
    const reward = new CosineSimilarity({ embed, outMask: ['id'] });
    const target = model('{"a":"east","b":"east","id":1}');
    expect(await reward.call(target, model('{"a":"east","b":"north","id":2}'))).toBe(0.75);
    expect(await reward.call(target, null)).toBe(0);
  });

  it('gives the very number that Synalinks 0.9.015 gives, by fields of every kind', async () => {
    const reward = new CosineSimilarity({ embed: scriptedEmbed });
    const target = model('{"a":"x","b":[1,2.5,true],"c":null}');
    expect(await reward.call(target, model('{"a":"y","b":[1,3.5,false],"c":"z"}'))).toBe(0.7693590521812439);
  });

  it('keeps an embedding model of a file that is not known here, and refuses to score without it', async () => {
    const text =
      '{"name":"cosine_similarity","in_mask":null,"out_mask":null,"in_mask_pattern":null,"out_mask_pattern":null,' +
      '"embedding_model":{"module":"synalinks","class_name":"EmbeddingModel","config":{},"registered_name":null}}';
    const reward = CosineSimilarity.fromConfig(json(text), () => undefined);
    expect(formatJson(reward.getConfig())).toBe(text);
    await expect(reward.call(model('{"a":"x"}'), model('{"a":"x"}'))).rejects.toMatchObject({
      code: 'no-embedding',
    });
  });

  it('takes the embedding that the file names, where it is known', async () => {
    const reward = CosineSimilarity.fromConfig(json('{"embedding_model":{}}'), () => embed);
    expect(await reward.call(model('{"a":"east"}'), model('{"a":"east"}'))).toBe(1);
  });
});
