import { describe, expect, it } from 'vitest';
import {
  checkAddress,
  checkChoice,
  defaultChoice,
  keepable,
  readChoice,
} from '../../../src/demo/model-choice.ts';
import { describeChoice, describePrivacy } from '../../../src/demo/model-words.ts';
import { describeUsage } from '../../../src/demo/usage-words.ts';
import { servedModelOf } from '../../../src/demo/worker-model.ts';

const usage = {
  pending: 0,
  calls: 0,
  failedCalls: 0,
  retries: 0,
  cachedCalls: 0,
  tokens: { prompt: 0, completion: 0 },
  elapsedMs: 0,
  cost: null,
};

describe('what the page says of where prompts go', () => {
  const local = { ...defaultChoice, kind: 'local' } as const;
  const remote = { ...defaultChoice, kind: 'remote' } as const;

  it.each([
    [defaultChoice, true],
    [local, true],
    [{ ...local, localAddress: 'https://box.example:11434' }, false],
    [remote, false],
    [{ ...remote, remoteAddress: 'http://127.0.0.1:4000/v1' }, true],
  ])('is true of the address (%#)', (choice, staysHere) => {
    expect(describePrivacy(choice).includes('nothing is sent anywhere')).toBe(staysHere);
    expect(describePrivacy(choice).includes('and nowhere else')).toBe(!staysHere);
  });

  it('never says that nothing leaves the computer when it does', () => {
    const elsewhere = { ...local, localAddress: 'https://box.example:11434' };
    expect(describeChoice(local)).toContain('Nothing leaves the computer');
    expect(describeChoice(elsewhere)).toBe('Sends prompts, with the examples in them, to box.example:11434.');
  });
});

describe('the choice of a model', () => {
  it.each(['http://localhost:11434', 'http://127.0.0.1:8080/v1', 'https://api.example/v1'])(
    'takes the address %s',
    (address) => expect(checkAddress(address)).toBeNull(),
  );

  it.each([
    ['', 'is no address'],
    ['localhost:11434', 'is no address'],
    ['ftp://localhost/', 'is no address'],
    ['http://192.168.1.2:11434', 'neither secure nor on this computer'],
    ['http://localhost.evil.example', 'neither secure nor on this computer'],
    ['http://[::1]:11434/v1', 'Write “http://localhost:11434/v1”: it is the same computer.'],
    ['https://[0:0:0:0:0:0:0:1]', 'Write “https://localhost”: it is the same computer.'],
    ['https://[2001:db8::1]/v1', 'cannot be named in a policy'],
    ['https://api.example;script-src', 'cannot be named in a policy'],
    ['https://*.example', 'cannot be named in a policy'],
    ['https://me:secret@api.example', 'Give the key in its own field'],
    ['https://api.example/v1?key=secret', 'Give the key in its own field'],
    ['https://api.example/v1#secret', 'Give the key in its own field'],
  ])('refuses the address "%s"', (address, words) => expect(checkAddress(address)).toContain(words));

  it('asks for a model’s name, and for prices that are numbers', () => {
    const choice = { ...defaultChoice, kind: 'remote', promptPrice: '-1', completionPrice: 'free' } as const;
    expect(Object.keys(checkChoice(choice))).toEqual(['remoteModel', 'promptPrice', 'completionPrice']);
    expect(checkChoice(defaultChoice)).toEqual({});
  });

  it('names models as Synalinks does', () => {
    const local = { ...defaultChoice, kind: 'local', localModel: ' llama3.2 ' } as const;
    expect(servedModelOf(local, 'unused')).toMatchObject({
      model: 'ollama/llama3.2',
      apiKey: null,
      price: null,
    });
    expect(servedModelOf({ ...local, server: 'lm-studio' }, null)?.model).toBe('openai/llama3.2');
    const remote = { ...defaultChoice, kind: 'remote', remoteModel: 'small', promptPrice: '2' } as const;
    expect(servedModelOf(remote, 'k')).toMatchObject({ apiKey: 'k', price: { prompt: 2, completion: 0 } });
    expect(servedModelOf(defaultChoice, 'k')).toBeNull();
  });

  it.each([
    'https://me:secret@api.example',
    'https://api.example?key=secret',
    'https:/api.example#secret',
    'secret',
  ])('is kept without the address %s, which may hold a key', (address) => {
    const typed = { ...defaultChoice, localAddress: address, remoteAddress: address, remoteModel: 'small' };
    expect(keepable(typed)).toEqual({ ...defaultChoice, remoteModel: 'small' });
  });

  it('is kept with addresses that can be used', () => {
    const typed = {
      ...defaultChoice,
      localAddress: 'http://localhost:1',
      remoteAddress: 'https://api.example/v1',
    };
    expect(keepable(typed)).toEqual(typed);
  });

  it('is read from what was kept, and whatever is wrong in it is as in the beginning', () => {
    const kept = { kind: 'telepathy', server: '__proto__', localModel: 7, remoteModel: 'small' };
    expect(readChoice(kept)).toEqual({ ...defaultChoice, remoteModel: 'small' });
    expect(readChoice({ kind: 'web-gpu' })).toEqual({ ...defaultChoice, kind: 'web-gpu' });
    for (const nothing of [undefined, null, 'text', []]) expect(readChoice(nothing)).toEqual(defaultChoice);
  });
});

describe('what was asked', () => {
  it('is nothing to speak of before the first call', () => {
    expect(describeUsage(null)).toBe('');
    expect(describeUsage(usage)).toBe('');
  });

  it('is said in counts, with time a call, and cost only where it is known', () => {
    const some = {
      ...usage,
      calls: 4,
      failedCalls: 1,
      elapsedMs: 1000,
      tokens: { prompt: 1234, completion: 5 },
    };
    expect(describeUsage(some)).toBe('4 calls · 1 failed · 1,234 tokens in, 5 out · 250 ms a call');
    expect(describeUsage({ ...some, cost: 0.00123 })).toContain('cost 0.00123');
    const uncounted = { ...some, tokens: { prompt: 0, completion: 0 } };
    expect(describeUsage(uncounted)).toBe('4 calls · 1 failed · 250 ms a call');
  });
});
