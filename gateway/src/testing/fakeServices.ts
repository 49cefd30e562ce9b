import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyServiceUrls } from '../keys/keyTests.ts';

export interface FakeServices {
  urls: KeyServiceUrls;
  /** Method, path and the header with the key of each request. */
  asked: string[];
  stop(): Promise<void>;
}

export const GOOD_RESEND = 're_good_marker_0123456789';
/** One that may send and nothing else. */
export const SENDING_RESEND = 're_send_marker_0123456789';
export const GOOD_UPLOADTHING = tokenOf('sk_live_good_marker_0123456789');

export function tokenOf(apiKey: string): string {
  return Buffer.from(JSON.stringify({ apiKey, appId: 'app', regions: ['fra1'] })).toString('base64');
}

/** As much of Resend's and UploadThing's protocols as testing a key needs; the keys above are known there. */
export async function startFakeServices(): Promise<FakeServices> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const key = String(headers.authorization ?? headers['x-uploadthing-api-key'] ?? '');
    asked.push(`${method} ${url} ${key}`);
    const [status, body] = answerTo(`${method} ${url}`, key);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urls: { resend: `${url}/resend`, uploadthing: `${url}/uploadthing` },
    asked,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answerTo(what: string, key: string): [number, object] {
  if (what === 'GET /resend/domains') {
    if (key === `Bearer ${GOOD_RESEND}`) return [200, { object: 'list', data: [] }];
    if (key === `Bearer ${SENDING_RESEND}`) {
      const message = 'This API key is restricted to only send emails';
      return [401, { statusCode: 401, name: 'restricted_api_key', message }];
    }
    if (key.endsWith('busy'))
      return [429, { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests' }];
    return [403, { statusCode: 403, name: 'invalid_api_key', message: 'API key is invalid' }];
  }
  if (what === 'POST /uploadthing/v6/getUsageInfo') {
    if (key === 'sk_live_good_marker_0123456789')
      return [200, { totalBytes: 0, appTotalBytes: 0, filesUploaded: 0, limitBytes: 2e9 }];
    return [401, { error: 'Invalid API key' }];
  }
  return [404, { error: 'not found' }];
}
