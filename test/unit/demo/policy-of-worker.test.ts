import { describe, expect, it } from 'vitest';
import { policyOfWorker } from '../../../.scripts/content-security-policy.mjs';

const policy = "default-src 'none'; connect-src 'self'; base-uri 'none'";

/** What a worker may connect to, by what its script's address names; null when the policy is otherwise another one. */
function connectionsOf(...names: readonly string[]): string | null {
  const search = `?${names.map((name) => `connect=${encodeURIComponent(name)}`).join('&')}`;
  const [, connections] =
    /^default-src 'none'; connect-src ([^;]*); base-uri 'none'$/.exec(policyOfWorker(policy, search)) ?? [];
  return connections ?? null;
}

describe('the policy of a worker', () => {
  it('is that of the page where its address names nobody', () => {
    expect(policyOfWorker(policy, '')).toBe(policy);
    expect(policyOfWorker(policy, '?v=1')).toBe(policy);
  });

  it('allows the origins that are named, and no other', () => {
    expect(connectionsOf('http://localhost:11434')).toBe("'self' http://localhost:11434");
    expect(connectionsOf('http://127.0.0.1:1234', 'https://api.openai.com')).toBe(
      "'self' http://127.0.0.1:1234 https://api.openai.com",
    );
    expect(connectionsOf('https://xn--mnchen-3ya.example:8443')).toBe(
      "'self' https://xn--mnchen-3ya.example:8443",
    );
  });

  it('allows wherever WebLLM loads models from, where it is named', () => {
    expect(connectionsOf('web-llm')).toMatch(/^'self' https:\/\/huggingface\.co .*githubusercontent\.com$/);
  });

  it.each([
    '*',
    'https:',
    'https://*',
    'https://*.com',
    'https://*:443',
    "'unsafe-inline'",
    'http://api.openai.com',
    'http://192.168.1.20:11434',
    'http://localhost.example.com',
    'http://localhost:11434/v1',
    'http://localhost:*',
    'http://[::1]:11434',
    'https://user:word@api.openai.com',
    "https://a.example; script-src 'unsafe-inline'",
    'https://a.example;script-src',
    'https://a.example,default-src',
    'https://a.example *',
    'https://a.example\thttps://b.example',
    'https://a.example\nhttps://b.example',
    'https://a.example\r\nSet-Cookie: a=b',
    'data:',
    'blob:',
    'ws://localhost:1',
    'toString',
    '',
  ])('is not widened by %j', (name) => {
    expect(connectionsOf(name)).toBe("'self'");
    expect(connectionsOf(name, 'https://b.example')).toBe("'self' https://b.example");
  });
});
