import type { KeyService } from '@appfactory/resources/keys';
import { request } from 'undici';
import { z } from 'zod';

/** What a service says of a key. `message` is for people, and has nothing of the key in it. */
export interface KeyTest {
  result: 'ok' | 'refused' | 'unreachable';
  message: string;
}

/** Where the services answer; for tests, and for networks with a gateway of their own before them. */
export type KeyServiceUrls = Record<KeyService, string>;

export const SERVICE_URLS: KeyServiceUrls = {
  resend: 'https://api.resend.com',
  uploadthing: 'https://api.uploadthing.com',
};

/** Milliseconds; somebody waits for the answer. */
const LIMIT = 10_000;
/** Bytes of an answer that are read. */
const LARGEST_ANSWER = 65_536;

interface Answer {
  status: number;
  body: string;
}

/** Asks a service about a key, by a request that changes nothing there. */
export async function testKey(service: KeyService, key: string, urls: KeyServiceUrls): Promise<KeyTest> {
  const test = TESTS[service];
  try {
    return await test(key, urls[service]);
  } catch {
    // Whatever it is, what was sent may be in the error: nothing of it goes on.
    const host = new URL(urls[service]).host;
    return {
      result: 'unreachable',
      message: `The platform did not reach ${host}, so nobody knows yet whether the key is right. Apps may reach it all the same.`,
    };
  }
}

const TESTS: Record<KeyService, (key: string, url: string) => Promise<KeyTest>> = {
  /** https://resend.com/docs/api-reference/errors: a key that may only send is refused with a name of its own, and is as good. */
  async resend(key, url) {
    const { status, body } = await ask('GET', `${url}/domains`, { authorization: `Bearer ${key}` });
    if (status === 200) return ok('Resend knows this key.');
    if (status === 401 && /"restricted_api_key"/.test(body)) return ok('Resend knows this key: it may send e-mail.');
    return judged('Resend', status);
  },

  /** As UploadThing's own SDK asks; the token says by which key. */
  async uploadthing(token, url) {
    const parsed = tokenSchema.safeParse(jsonIn(token));
    if (!parsed.success) {
      return refused('This is no UploadThing token: copy UPLOADTHING_TOKEN from its dashboard, under API Keys.');
    }
    const headers = { 'x-uploadthing-api-key': parsed.data.apiKey, 'x-uploadthing-be-adapter': 'server-sdk' };
    const { status } = await ask('POST', `${url}/v6/getUsageInfo`, headers);
    return status === 200 ? ok('UploadThing knows this token.') : judged('UploadThing', status);
  },
};

const tokenSchema = z.object({
  apiKey: z.string().min(1),
  appId: z.string().min(1),
  regions: z.array(z.string()).min(1),
});

function jsonIn(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

async function ask(method: 'GET' | 'POST', url: string, headers: Record<string, string>): Promise<Answer> {
  const { statusCode, body } = await request(url, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: method === 'POST' ? '{}' : undefined,
    signal: AbortSignal.timeout(LIMIT),
  });
  let text = '';
  for await (const chunk of body) {
    text += (chunk as Buffer).toString('utf8');
    if (text.length > LARGEST_ANSWER) break;
  }
  return { status: statusCode, body: text };
}

function judged(name: string, status: number): KeyTest {
  if (status === 400 || status === 401 || status === 403) {
    return refused(`${name} refuses this key: copy it again, or make a new one there.`);
  }
  const why = status === 429 ? 'has had too many questions' : `answers with status ${status}`;
  return { result: 'unreachable', message: `${name} ${why}, so nobody knows yet whether the key is right.` };
}

const ok = (message: string): KeyTest => ({ result: 'ok', message });
const refused = (message: string): KeyTest => ({ result: 'refused', message });
