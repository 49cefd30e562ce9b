import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { FileNotFoundError, FileType, NotEnoughSpaceError } from 'e2b';
import type { Subject } from '../contract.ts';

export function fileTests(subject: () => Subject): void {
  test('a file is written and read back, in folders that did not exist', async () => {
    const { sandbox, workdir } = subject();
    const written = await sandbox.files.write('new/folder/ünï "code".txt', 'häßlich\n');
    expect(written).toMatchObject({
      name: 'ünï "code".txt',
      path: `${workdir}/new/folder/ünï "code".txt`,
      type: 'file',
    });
    expect(await sandbox.files.read('new/folder/ünï "code".txt')).toBe('häßlich\n');
    expect(await readFile(join(workdir, 'new/folder/ünï "code".txt'), 'utf8')).toBe('häßlich\n');
  });

  test('a shorter text replaces a longer one whole; an empty one empties it', async () => {
    const { files } = subject().sandbox;
    await files.write('replaced', 'a long text');
    await files.write('replaced', 'short');
    expect(await files.read('replaced')).toBe('short');
    await files.write('replaced', '');
    expect(await files.read('replaced')).toBe('');
  });

  test.each([1, 2, 50])('%i files are written by one call', async (count) => {
    const { files } = subject().sandbox;
    const entries = Array.from({ length: count }, (_, index) => ({
      path: `many-${count}/f${index}.txt`,
      data: `content ${index}`,
    }));
    expect((await files.write(entries)).map((file) => file.name)).toEqual(entries.map((_, index) => `f${index}.txt`));
    for (const [index, entry] of entries.entries()) expect(await files.read(entry.path)).toBe(`content ${index}`);
    expect(await files.list(`many-${count}`)).toHaveLength(count);
  });

  test('64 MB go in and out unchanged', async () => {
    const { files } = subject().sandbox;
    const bytes = randomBytes(64 * 1024 * 1024);
    await files.write('big', new Blob([bytes]));
    expect(Buffer.from(await files.read('big', { format: 'bytes' })).equals(bytes)).toBe(true);
    await files.remove('big');
  }, 60_000);

  test('streams and gzip work in both directions', async () => {
    const { files } = subject().sandbox;
    await files.write('streamed', new Blob(['part one, ', 'part two']).stream());
    expect(await files.read('streamed')).toBe('part one, part two');
    const text = 'again and '.repeat(10_000);
    await files.write('zipped', text, { gzip: true });
    expect(await files.read('zipped', { gzip: true })).toBe(text);
    const reader = await files.read('zipped', { format: 'stream' });
    expect(await new Response(reader).text()).toBe(text);
  });

  test('a file keeps its mode when it is written again', async () => {
    const { sandbox, workdir } = subject();
    await sandbox.commands.run('echo "#!/bin/sh" > tool; chmod 750 tool');
    await sandbox.files.write('tool', '#!/bin/sh\necho more\n');
    expect((await stat(join(workdir, 'tool'))).mode & 0o777).toBe(0o750);
  });

  test('info says what an entry is', async () => {
    const { sandbox, workdir } = subject();
    await sandbox.commands.run(
      'mkdir -p kinds/dir; echo 12345 > kinds/file; chmod 640 kinds/file; ln -s file kinds/link; ln -s gone kinds/broken',
    );
    expect(await sandbox.files.getInfo('kinds/file')).toMatchObject({
      name: 'file',
      type: FileType.FILE,
      path: `${workdir}/kinds/file`,
      size: 6,
      mode: 0o640,
      permissions: '-rw-r-----',
    });
    expect((await sandbox.files.getInfo('kinds/file')).modifiedTime).toBeInstanceOf(Date);
    expect(await sandbox.files.getInfo('kinds/dir')).toMatchObject({
      type: FileType.DIR,
      permissions: expect.stringMatching(/^d/),
    });
    expect(await sandbox.files.getInfo('kinds/link')).toMatchObject({
      type: FileType.FILE,
      symlinkTarget: `${workdir}/kinds/file`,
    });
    expect((await sandbox.files.list('kinds')).map((entry) => [entry.name, entry.type])).toEqual([
      ['broken', FileType.SYMLINK],
      ['dir', FileType.DIR],
      ['file', FileType.FILE],
      ['link', FileType.FILE],
    ]);
  });

  test('a listing goes as deep as asked', async () => {
    const { files } = subject().sandbox;
    await files.write('deep/a/b/c.txt', '');
    expect((await files.list('deep')).map((entry) => entry.name)).toEqual(['a']);
    expect((await files.list('deep', { depth: 3 })).map((entry) => entry.name)).toEqual(['a', 'b', 'c.txt']);
  });

  test('entries are renamed, removed and found absent', async () => {
    const { files } = subject().sandbox;
    await files.write('old-name', 'x');
    expect((await files.rename('old-name', 'moved/new-name')).path).toMatch(/moved\/new-name$/);
    expect(await files.exists('old-name')).toBe(false);
    expect(await files.read('moved/new-name')).toBe('x');
    await files.remove('moved');
    expect(await files.exists('moved')).toBe(false);
    await files.remove('moved');
  });

  test('making a folder twice says that it is there', async () => {
    const { files } = subject().sandbox;
    expect(await files.makeDir('made/twice')).toBe(true);
    expect(await files.makeDir('made/twice')).toBe(false);
  });

  test('what is absent or of the wrong kind is refused by name', async () => {
    const { files } = subject().sandbox;
    await expect(files.read('absent-file')).rejects.toBeInstanceOf(FileNotFoundError);
    await expect(files.getInfo('absent-file')).rejects.toThrow(/absent-file/);
    await expect(files.list('absent-folder')).rejects.toBeInstanceOf(FileNotFoundError);
    await expect(files.rename('absent-file', 'other')).rejects.toBeInstanceOf(FileNotFoundError);
    await files.makeDir('a-folder');
    await expect(files.read('a-folder')).rejects.toThrow(/is a directory/);
    await files.write('a-file', '');
    await expect(files.list('a-file')).rejects.toThrow(/not a directory/);
    await expect(files.makeDir('a-file')).rejects.toThrow(/not a directory/);
  });

  test.each([false, true])('a full disk is told as such (octet-stream: %s)', async (useOctetStream) => {
    const { files } = subject().sandbox;
    const writing = files.write('/dev/full', 'x'.repeat(3_000_000), { useOctetStream });
    await expect(writing).rejects.toBeInstanceOf(NotEnoughSpaceError);
  });

  test('file metadata, which is not there, is refused rather than lost', async () => {
    await expect(subject().sandbox.files.write('with-metadata', 'x', { metadata: { a: 'b' } })).rejects.toThrow(
      /metadata/i,
    );
  });
}
