import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../src/metrics/tokens.ts';

describe('tokenize', () => {
  it.each([
    ['The capital of France is Paris.', ['capital', 'france', 'paris']],
    ['state-of-the-art', ['stateart']],
    ["it's 3.14 $5", ['its', '314', '5']],
    ['A b', ['b']],
    ['a_b an1 thee', ['ab', 'an1', 'thee']],
    ['of/the', []],
    ['', []],
  ])('takes %j for %j', (text, tokens) => {
    expect(tokenize(text)).toEqual(tokens);
  });

  it('knows the letters and digits of every script as parts of words', () => {
    expect(tokenize('éa b')).toEqual(['éa', 'b']);
    expect(tokenize('яa a² aя')).toEqual(['яa', 'a²', 'aя']);
  });

  it('takes a combining mark for the border of a word, as Python does', () => {
    expect(tokenize('e\u0301a b')).toEqual(['e\u0301', 'b']);
  });

  it('leaves punctuation beyond ASCII where it is', () => {
    expect(tokenize('“x” don’t hello—world')).toEqual(['“x”', 'don’t', 'hello—world']);
  });

  it('removes all of ASCII punctuation', () => {
    expect(tokenize('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')).toEqual([]);
  });

  it('splits at what Python takes for white space, and only there', () => {
    expect(tokenize('x\u001cy\u0085z\u00a0q\u3000r\u2028s')).toEqual(['x', 'y', 'z', 'q', 'r', 's']);
    expect(tokenize('x\u200by \ufeff z')).toEqual(['x\u200by', '\ufeff', 'z']);
  });

  it('writes a sigma at the end of a word as Python does', () => {
    expect(tokenize('ΣΑΣ')).toEqual(['σας']);
  });
});
