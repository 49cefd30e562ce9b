import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type FakeServices,
  GOOD_RESEND,
  GOOD_UPLOADTHING,
  SENDING_RESEND,
  startFakeServices,
  tokenOf,
} from '../testing/fakeServices.ts';
import { testKey } from './keyTests.ts';

let services: FakeServices;
beforeAll(async () => {
  services = await startFakeServices();
});
afterAll(() => services.stop());

test.each([
  ['resend', GOOD_RESEND, 'ok', /knows this key\.$/],
  ['resend', SENDING_RESEND, 'ok', /may send e-mail/],
  ['resend', 're_unknown_marker_0123456789', 'refused', /Resend refuses this key/],
  ['resend', 're_marker_busy', 'unreachable', /too many questions/],
  ['uploadthing', GOOD_UPLOADTHING, 'ok', /knows this token/],
  ['uploadthing', tokenOf('sk_live_unknown_marker'), 'refused', /UploadThing refuses this key/],
  ['uploadthing', 'sk_live_marker', 'refused', /This is no UploadThing token/],
  ['uploadthing', Buffer.from('{"apiKey":"marker"}').toString('base64'), 'refused', /This is no UploadThing token/],
] as const)('%s says of %s: %s', async (service, key, result, message) => {
  const test = await testKey(service, key, services.urls);
  expect(test.result).toBe(result);
  expect(test.message).toMatch(message);
  expect(test.message).not.toContain('marker');
});

test('each service is asked in its own way', async () => {
  services.asked.length = 0;
  await testKey('resend', GOOD_RESEND, services.urls);
  await testKey('uploadthing', GOOD_UPLOADTHING, services.urls);
  expect(services.asked).toEqual([
    `GET /resend/domains Bearer ${GOOD_RESEND}`,
    'POST /uploadthing/v6/getUsageInfo sk_live_good_marker_0123456789',
  ]);
});

test('without a network nobody knows, and nothing of the key is told', async () => {
  const nowhere = { resend: 'http://127.0.0.1:1', uploadthing: 'http://127.0.0.1:1' };
  expect(await testKey('resend', GOOD_RESEND, nowhere)).toEqual({
    result: 'unreachable',
    message:
      'The platform did not reach 127.0.0.1:1, so nobody knows yet whether the key is right. Apps may reach it all the same.',
  });
});
