import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { type CommandExitError, InvalidArgumentError, TimeoutError } from 'e2b';
import type { Subject } from '../contract.ts';
import { eventually } from '../eventually.ts';

export function commandTests(subject: () => Subject): void {
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
