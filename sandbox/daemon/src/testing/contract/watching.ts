import { expect, test } from '@jest/globals';
import { FileNotFoundError, type FilesystemEvent } from 'e2b';
import type { Subject } from '../contract.ts';
import { eventually } from '../eventually.ts';

export function watchTests(subject: () => Subject): void {
  test('a recursive watch tells create, write, rename, chmod and remove, in folders made meanwhile too', async () => {
    const { files, commands } = subject().sandbox;
    await files.makeDir('watched');
    const events: FilesystemEvent[] = [];
    const handle = await files.watchDir('watched', (event) => void events.push(event), { recursive: true });
    const told = (type: string, name: string) =>
      eventually(() => events.some((event) => event.type === type && event.name === name) || undefined);
    await files.makeDir('watched/inner');
    await told('create', 'inner');
    await files.write('watched/inner/file', 'one');
    await told('create', 'inner/file');
    await commands.run('echo more >> watched/inner/file');
    await told('write', 'inner/file');
    await commands.run('chmod 600 watched/inner/file');
    await told('chmod', 'inner/file');
    await files.rename('watched/inner/file', 'watched/inner/renamed');
    await told('rename', 'inner/file');
    await told('create', 'inner/renamed');
    await files.remove('watched/inner/renamed');
    await told('remove', 'inner/renamed');
    await handle.stop();
    const count = events.length;
    await files.write('watched/after', 'x');
    expect(events.length).toBe(count);
  });

  test('a flat watch does not tell of deeper folders', async () => {
    const { files } = subject().sandbox;
    await files.makeDir('flat/deeper');
    const events: FilesystemEvent[] = [];
    const handle = await files.watchDir('flat', (event) => void events.push(event));
    await files.write('flat/deeper/unseen', 'x');
    await files.write('flat/seen', 'x');
    await eventually(() => events.some((event) => event.name === 'seen') || undefined);
    expect(events.some((event) => event.name.includes('unseen'))).toBe(false);
    await handle.stop();
  });

  test('a watch on what is absent is refused', async () => {
    await expect(subject().sandbox.files.watchDir('not-there', () => undefined)).rejects.toBeInstanceOf(
      FileNotFoundError,
    );
  });
}
