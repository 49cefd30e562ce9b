import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { refusal } from './guard.ts';

function request(headers: Record<string, string>, method = 'POST', url = '/graphql'): IncomingMessage {
  return { method, url, headers: { host: '127.0.0.1:8081', ...headers } } as unknown as IncomingMessage;
}

const SESSION = { cookie: 'a=b; appfactory_session=secret' };

describe('let through', () => {
  test.each([
    ['a program', {}],
    ['a program with a token', { authorization: 'Bearer x' }],
    ['a program that kept the cookie', SESSION],
    ['a page of ours', { ...SESSION, origin: 'http://127.0.0.1:8081', 'sec-fetch-site': 'same-origin' }],
    ['another name of this machine', { host: 'localhost:8081' }],
    ['the public name', { host: 'factory.example', origin: 'https://factory.example' }],
  ])('%s', (_, headers) => {
    expect(refusal(request(headers), { publicUrl: 'https://factory.example' })).toBeUndefined();
  });

  test('a link on another site to a page of ours', () => {
    const headers = { ...SESSION, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(refusal(request(headers, 'GET', '/'), {})).toBeUndefined();
    expect(refusal(request(headers, 'GET', '/graphql?query={viewer{name}}'), {})).toContain('refused');
  });
});

describe('refused', () => {
  test.each([
    ['a foreign host', { host: 'evil.example' }],
    ['a host that only begins as ours', { host: '127.0.0.1.evil.example' }],
    ['an app on this machine', { host: 'crm.default.localhost:8080' }],
    ['the public name when there is none', { host: 'factory.example' }],
    ['a page of nowhere', { origin: 'null' }],
    ['a page of another port', { origin: 'http://127.0.0.1:3000' }],
    ['a page of another scheme', { origin: 'https://127.0.0.1:8081' }],
    ['a form of another port with the cookie', { ...SESSION, 'sec-fetch-site': 'same-site' }],
  ])('%s', (_, headers) => {
    expect(refusal(request(headers), {})).toBeDefined();
  });
});
