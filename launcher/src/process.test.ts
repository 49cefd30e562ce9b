import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PartFailed, type ProcessSpec, startProcess } from './process.ts';
import { startTimeOf } from './processIdentity.ts';
import { type PartEvent, supervise } from './supervise.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'appfactory-process-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

function script(text: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    name: 'part',
    command: '/bin/sh',
    args: ['-c', text],
    logFile: join(dir, 'logs', 'part.log'),
    ready: { json: true },
    ...more,
  };
}

test('a program is ready when it says so, and its line is read', async () => {
  const running = await startProcess(
    script(`echo noise; echo '{"ready":true,"address":"http://127.0.0.1:1"}'; exec sleep 60`),
  );
  expect(running.readyLine.address).toBe('http://127.0.0.1:1');
  await running.stop();
  expect(await startTimeOf(running.pid)).toBeUndefined();
  expect(await readFile(join(dir, 'logs', 'part.log'), 'utf8')).toContain('noise');
});

test('a program that ends is reported with its exit status, last lines, advice and log', async () => {
  const start = startProcess(script('echo "the disk is full" >&2; exit 3', { advice: 'free some room' }));
  await expect(start).rejects.toThrow(PartFailed);
  await expect(start).rejects.toThrow(
    /part did not start: it ended with exit status 3.*the disk is full.*free some room/s,
  );
});

test('the last lines are those of this start, not of an earlier one', async () => {
  await expect(startProcess(script('echo first; exit 1'))).rejects.toThrow('first');
  const second = await startProcess(script('echo second; exit 1')).catch((error: PartFailed) => error.lastLines);
  expect(second).toEqual(['second']);
});

test('a program that ends at once is seen to end, every time', async () => {
  for (let start = 0; start < 200; start++) {
    await expect(startProcess(script('exit 1'))).rejects.toThrow('it ended with exit status 1');
  }
});

test('a program that never gets ready is ended', async () => {
  const file = join(dir, 'pid');
  const start = startProcess(script(`echo $$ > ${file}; exec sleep 60`, { readyTimeout: 500 }));
  await expect(start).rejects.toThrow('it was not ready after 0.5 seconds');
  expect(await startTimeOf(Number(await readFile(file, 'utf8')))).toBeUndefined();
});

test('a command that does not exist is reported', async () => {
  await expect(startProcess(script('', { command: '/nowhere/program' }))).rejects.toThrow(PartFailed);
});

test('a program that ignores SIGTERM is killed', async () => {
  const text = `trap '' TERM; echo '{"ready":true}'; while :; do sleep 0.1; done`;
  const running = await startProcess(script(text, { stopTimeout: 300 }));
  await running.stop();
  expect((await running.exited).signal).toBe('SIGKILL');
});

test('a part that is killed comes back by itself, and stays away once it is stopped', async () => {
  const events: PartEvent[] = [];
  let restarted: () => void = () => {};
  const back = new Promise<void>((resolve) => {
    restarted = resolve;
  });
  const part = await supervise(script(`echo '{"ready":true}'; exec sleep 60`), (event) => {
    events.push(event);
    if (event.kind === 'restarted') restarted();
  });
  const first = part.pid();
  process.kill(first, 'SIGKILL');
  await back;
  expect(part.pid()).not.toBe(first);
  expect(events.map((event) => event.kind)).toEqual(['died', 'restarted']);
  await part.stop();
  expect(await startTimeOf(part.pid())).toBeUndefined();
});

test('a part that cannot come back is tried again until it can', async () => {
  const broken = join(dir, 'broken');
  const text = `if [ -e ${broken} ]; then echo broken; exit 1; fi; echo '{"ready":true}'; exec sleep 60`;
  const events: PartEvent[] = [];
  let heard: (event: PartEvent) => void = () => {};
  const part = await supervise(script(text), (event) => {
    events.push(event);
    heard(event);
  });
  const next = (kind: PartEvent['kind']) =>
    new Promise<PartEvent>((resolve) => {
      heard = (event) => event.kind === kind && resolve(event);
    });
  const failed = next('failed');
  await writeFile(broken, '');
  process.kill(part.pid(), 'SIGKILL');
  expect(await failed).toMatchObject({ message: expect.stringContaining('broken') });
  const restarted = next('restarted');
  await rm(broken);
  await restarted;
  await part.stop();
  expect(existsSync(broken)).toBe(false);
});

test('a log that has grown long is put aside at the next start', async () => {
  const spec = script(`echo '{"ready":true}'; exec sleep 60`);
  await mkdir(join(dir, 'logs'));
  await writeFile(spec.logFile, Buffer.alloc(21 * 1024 * 1024, 'x'));
  const running = await startProcess(spec);
  await running.stop();
  expect((await stat(`${spec.logFile}.1`)).size).toBe(21 * 1024 * 1024);
  expect((await stat(spec.logFile)).size).toBeLessThan(1000);
});
