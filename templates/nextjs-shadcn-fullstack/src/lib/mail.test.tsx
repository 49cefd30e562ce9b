import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WelcomeEmail } from '@/emails/welcome';
import { sendMail } from '@/lib/mail';
import { listOutbox, readOutbox } from '@/lib/outbox';

let folder: string;
let server: Server;
let received: { path: string | undefined; authorization: string | undefined; body: Record<string, unknown> }[];
let status: number;

// Speaks as much of Resend's protocol as sending needs.
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mail-'));
  received = [];
  status = 200;
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ path: request.url, authorization: request.headers.authorization, body: JSON.parse(text) });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(status === 200 ? { id: 'mail-1' } : { name: 'validation_error', message: 'No such domain' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('OUTBOX_DIR', folder);
  vi.stubEnv('RESEND_BASE_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.close();
  rmSync(folder, { recursive: true });
});

const mail = { to: 'ada@example.com', subject: 'Hello', body: <WelcomeEmail name="Ada <b>" /> };

it('keeps the e-mail in the outbox while there is no key', async () => {
  await sendMail(mail);
  const [kept] = await listOutbox();
  expect(kept).toMatchObject({ to: 'ada@example.com', subject: 'Hello' });
  expect(kept?.html).toContain('Ada &lt;b&gt;');
  expect(kept?.text).toContain('owner has to let you in');
  expect(await readOutbox(String(kept?.id))).toEqual(kept);
  expect(received).toEqual([]);
});

it('reads nothing outside the outbox', async () => {
  expect(await readOutbox('../../etc/passwd')).toBeNull();
});

it('gives it to Resend once there is a key', async () => {
  vi.stubEnv('RESEND_API_KEY', 're_test');
  vi.stubEnv('MAIL_FROM', 'App <app@example.com>');
  // The library reads its address when it is loaded.
  vi.resetModules();
  const { sendMail: send } = await import('@/lib/mail');
  await send(mail);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ path: '/emails', authorization: 'Bearer re_test' });
  expect(received[0]?.body).toMatchObject({ from: 'App <app@example.com>', to: 'ada@example.com', subject: 'Hello' });
  expect(await listOutbox()).toEqual([]);
});

it('says why Resend refused it', async () => {
  vi.stubEnv('RESEND_API_KEY', 're_test');
  vi.resetModules();
  status = 422;
  const { sendMail: send } = await import('@/lib/mail');
  await expect(send(mail)).rejects.toThrow('No such domain');
});
