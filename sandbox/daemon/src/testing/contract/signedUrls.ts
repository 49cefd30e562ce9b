import { expect, test } from '@jest/globals';
import type { Sandbox } from 'e2b';
import type { Subject } from '../contract.ts';

export function signedUrlTests(subject: () => Subject): void {
  test('a signed URL uploads and downloads without the token', async () => {
    const { sandbox } = subject();
    const form = new FormData();
    form.append('file', new Blob(['by form']), 'ignored-name');
    const sent = await fetch(await sandbox.uploadUrl('signed/file', { useSignatureExpiration: 60 }), {
      method: 'POST',
      body: form,
      headers: routing(sandbox),
    });
    expect(sent.status).toBe(200);
    const got = await fetch(await sandbox.downloadUrl('signed/file'), { headers: routing(sandbox) });
    expect(await got.text()).toBe('by form');
  });

  test('a signature for another path, operation or time is refused', async () => {
    const { sandbox } = subject();
    await sandbox.files.write('signed-other', 'x');
    const url = new URL(await sandbox.downloadUrl('signed-other', { useSignatureExpiration: 60 }));
    const status = async (change: (url: URL) => void, method = 'GET') => {
      const changed = new URL(url);
      change(changed);
      return (await fetch(changed, { method, headers: routing(sandbox) })).status;
    };
    expect(await status(() => undefined)).toBe(200);
    expect(await status((other) => other.searchParams.set('path', 'elsewhere'))).toBe(401);
    expect(await status(() => undefined, 'POST')).toBe(401);
    expect(await status((other) => other.searchParams.set('signature_expiration', '99999999999'))).toBe(401);
    expect(await status((other) => other.searchParams.delete('signature'))).toBe(401);
    const late = await sandbox.downloadUrl('signed-other', { useSignatureExpiration: -1 });
    expect((await fetch(late, { headers: routing(sandbox) })).status).toBe(401);
  });
}

/** With one address for all sandboxes the headers say which one; the SDK sends them by itself. */
function routing(sandbox: Sandbox): Record<string, string> {
  return { 'e2b-sandbox-id': sandbox.sandboxId, 'e2b-sandbox-port': '49983' };
}
