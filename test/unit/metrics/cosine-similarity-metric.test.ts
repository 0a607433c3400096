import { describe, expect, it } from 'vitest';
import type { EmbedFunction } from '../../../src/data/embedding.ts';
import { CosineSimilarityMetric } from '../../../src/metrics/cosine-similarity-metric.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json, model } from '../../helpers/model.ts';

const embed: EmbedFunction = async (texts) => texts.map((text) => (text === 'east' ? [1, 0] : [0, 1]));

describe('CosineSimilarityMetric', () => {
  it('averages over all fields of all samples; a missing prediction counts as 0', async () => {
    const metric = new CosineSimilarityMetric({ embed });
    await metric.updateState(model('{"a":"east","b":"east"}'), model('{"a":"east","b":"north"}'));
    await metric.updateState(model('{"a":"east"}'), null);
    expect(metric.result()).toBe(0.5);
    expect(metric.variables[0]?.get('count')).toBe(3n);
  });

  it('is saved under the name that Synalinks has for it', () => {
    const metric = new CosineSimilarityMetric({ embed });
    expect(metric.identity).toEqual({ module: 'synalinks.metrics', className: 'CosineSimilarity' });
    const text =
      '{"embedding_model":null,"axis":-1,"name":"cosine_similarity","in_mask":null,"out_mask":null,' +
      '"in_mask_pattern":null,"out_mask_pattern":null}';
    expect(formatJson(metric.getConfig())).toBe(text);
    expect(formatJson(CosineSimilarityMetric.fromConfig(json(text), () => undefined).getConfig())).toBe(text);
  });
});
