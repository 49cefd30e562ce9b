import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import {
  type CommandExitError,
  FileNotFoundError,
  type FilesystemEvent,
  FileType,
  InvalidArgumentError,
  NotEnoughSpaceError,
  type Sandbox,
  TimeoutError,
} from 'e2b';

/** What the contract is run against: a sandbox as the SDK sees it, and the same folder as the test sees it. */
export interface Subject {
  sandbox: Sandbox;
  workdir: string;
}

/** Waits until `look` gives something; for the state of the world, with a limit that only a broken program reaches. */
export async function eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(50);
  }
  throw new Error('It did not happen within 30 seconds.');
}

/** The tests that every way to a sandbox must pass, with the published e2b SDK. */
export function sandboxContract(subject: () => Subject): void {
  describe('commands', () => commandTests(subject));
  describe('files', () => fileTests(subject));
  describe('watching', () => watchTests(subject));
  describe('signed URLs', () => signedUrlTests(subject));
}

function commandTests(subject: () => Subject): void {
  test('a command gives its output and exit code', async () => {
    const result = await subject().sandbox.commands.run('echo out; echo err >&2');
    expect(result).toMatchObject({ stdout: 'out\n', stderr: 'err\n', exitCode: 0 });
  });

  test('a command that fails throws with its exit code and output', async () => {
    const failure = await subject()
      .sandbox.commands.run('echo before; exit 7')
      .catch((error: unknown) => error as CommandExitError);
    expect(failure).toMatchObject({ name: 'CommandExitError', exitCode: 7, stdout: 'before\n' });
  });

  test('environment and working directory are the ones asked for, relative to the work folder', async () => {
    const { sandbox, workdir } = subject();
    await sandbox.files.makeDir('some/folder');
    const result = await sandbox.commands.run('echo "$GREETING"; pwd', {
      envs: { GREETING: 'hi "there"' },
      cwd: 'some/folder',
    });
    expect(result.stdout).toBe(`hi "there"\n${workdir}/some/folder\n`);
    expect((await sandbox.commands.run('pwd')).stdout).toBe(`${workdir}\n`);
  });

  test('the token of the sandbox is in no command’s environment', async () => {
    expect((await subject().sandbox.commands.run('env')).stdout).not.toContain('SANDBOX_TOKEN');
  });

  test('a working directory that does not exist is refused by name', async () => {
    const run = subject().sandbox.commands.run('true', { cwd: 'no/such/folder' });
    await expect(run).rejects.toThrow(/no\/such\/folder.*ENOENT/);
  });

  test('a command over its time limit is killed with all that it started', async () => {
    const { sandbox } = subject();
    const mark = `sleep 98${process.pid}`;
    await expect(sandbox.commands.run(`(${mark} & ${mark}); true`, { timeoutMs: 300 })).rejects.toBeInstanceOf(
      TimeoutError,
    );
    await eventually(async () => !(await processesNamed(mark)));
  });

  test('a background command streams, is listed, and is killed as a group', async () => {
    const { sandbox } = subject();
    const mark = `sleep 97${process.pid}`;
    let seen = '';
    const handle = await sandbox.commands.run(`echo started; ${mark} & ${mark}`, {
      background: true,
      onStdout: (text) => {
        seen += text;
      },
    });
    await eventually(() => seen.includes('started') || undefined);
    const listed = (await sandbox.commands.list()).find((process) => process.pid === handle.pid);
    expect(listed?.args.at(-1)).toContain(mark);
    expect(await handle.kill()).toBe(true);
    await expect(handle.wait()).rejects.toMatchObject({ exitCode: -1, error: 'signal: killed' });
    await eventually(async () => !(await processesNamed(mark)));
    expect(await sandbox.commands.kill(handle.pid)).toBe(false);
    expect((await sandbox.commands.list()).some((process) => process.pid === handle.pid)).toBe(false);
  });

  test('a command whose child stays in the background ends when it ends', async () => {
    const { sandbox } = subject();
    const mark = `sleep 96${process.pid}`;
    const result = await sandbox.commands.run(`${mark} & echo $!`);
    expect(await processesNamed(mark)).toBe(true);
    await sandbox.commands.run(`kill ${result.stdout}`);
  });

  test('connecting again gives the output from before, then what follows, then the exit code', async () => {
    const { sandbox } = subject();
    const handle = await sandbox.commands.run('echo early; read line; echo "late $line"; exit 3', {
      background: true,
      stdin: true,
    });
    await eventually(() => handle.stdout.includes('early') || undefined);
    await handle.disconnect();
    const again = await sandbox.commands.connect(handle.pid);
    await again.sendStdin('reply\n');
    await expect(again.wait()).rejects.toMatchObject({ exitCode: 3, stdout: 'early\nlate reply\n' });
    const ended = await sandbox.commands.connect(handle.pid);
    await expect(ended.wait()).rejects.toMatchObject({ exitCode: 3, stdout: 'early\nlate reply\n' });
  });

  test('disconnecting leaves the command running', async () => {
    const { sandbox } = subject();
    const handle = await sandbox.commands.run('sleep 0.3; echo finished > left-running', { background: true });
    await handle.disconnect();
    await eventually(() => sandbox.files.exists('left-running').then((there) => there || undefined));
  });

  test('standard input is written and closed', async () => {
    const handle = await subject().sandbox.commands.run('cat', { background: true, stdin: true });
    const big = randomBytes(200_000).toString('hex');
    await handle.sendStdin('first line\n');
    await handle.sendStdin(big);
    await handle.closeStdin();
    expect((await handle.wait()).stdout).toBe(`first line\n${big}`);
  });

  test('twenty megabytes of output arrive whole', async () => {
    const result = await subject().sandbox.commands.run('head -c 20000000 /dev/zero | tr "\\0" x');
    expect(result.stdout.length).toBe(20_000_000);
  });

  test('forty commands at once do not mix', async () => {
    const { sandbox } = subject();
    const runs = Array.from({ length: 40 }, (_, index) => sandbox.commands.run(`sleep 0.1; echo ${index}`));
    expect((await Promise.all(runs)).map((run) => run.stdout)).toEqual(runs.map((_, index) => `${index}\n`));
  });

  test('another user than the sandbox’s own is refused, not run as somebody else', async () => {
    const { commands } = subject().sandbox;
    await expect(commands.run('true', { user: 'nobody-of-this-name' })).rejects.toBeInstanceOf(InvalidArgumentError);
    expect((await commands.run('echo ok', { user: 'user' })).stdout).toBe('ok\n');
  });

  test('a terminal echoes, obeys and can be resized', async () => {
    const { sandbox } = subject();
    let seen = '';
    const decoder = new TextDecoder();
    const pty = await sandbox.pty.create({
      cols: 91,
      rows: 33,
      onData: (bytes) => {
        seen += decoder.decode(bytes);
      },
    });
    const type = (text: string) => sandbox.pty.sendInput(pty.pid, new TextEncoder().encode(text));
    await type('stty size\n');
    await eventually(() => seen.includes('33 91') || undefined);
    await sandbox.pty.resize(pty.pid, { cols: 120, rows: 40 });
    await type('stty size\n');
    await eventually(() => seen.includes('40 120') || undefined);
    expect(await sandbox.pty.kill(pty.pid)).toBe(true);
    await pty.wait().catch(() => undefined);
  });
}

/** Of this machine: the sandbox's processes are among them. */
async function processesNamed(commandLine: string): Promise<boolean> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.split('\0').join(' ').startsWith(commandLine)) return true;
  }
  return false;
}

function fileTests(subject: () => Subject): void {
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

function watchTests(subject: () => Subject): void {
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

function signedUrlTests(subject: () => Subject): void {
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
