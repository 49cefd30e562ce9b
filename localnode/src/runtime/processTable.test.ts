import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import {
  descendants,
  firstChild,
  isAlive,
  MARK,
  markedProcesses,
  parseStat,
  readProcess,
  signal,
} from './processTable.ts';

test('a name with spaces and parentheses does not confuse', () => {
  const fields = ['S', 7, 8, 9, ...new Array<number>(15).fill(0), 12345, 0, 678].join(' ');
  expect(parseStat(`42 (a) b (c)) ${fields}`)).toMatchObject({
    pid: 42,
    parent: 7,
    session: 9,
    startTime: 12345,
    residentPages: 678,
  });
  expect(parseStat('nonsense')).toBeUndefined();
});

test('a process is known by its start, seen with its children, and gone when it is a zombie', async () => {
  const child = spawn('bash', ['-c', 'sleep 100 & sleep 100 & echo; wait'], {
    env: { ...process.env, [MARK]: 'this test' },
  });
  const pid = child.pid ?? 0;
  await once(child.stdout, 'data');
  const entry = readProcess(pid);
  expect(entry?.parent).toBe(process.pid);
  expect(isAlive({ pid, startTime: entry?.startTime ?? 0 })).toBe(true);
  expect(isAlive({ pid, startTime: 1 })).toBe(false);
  expect(descendants(pid)).toHaveLength(2);
  expect(descendants(pid)).toContain(firstChild(pid));
  expect(markedProcesses('this test').toSorted()).toEqual([pid, ...descendants(pid)].toSorted());
  for (const one of markedProcesses('this test')) signal(one, 'SIGKILL');
  await once(child, 'exit');
  expect(readProcess(pid)).toBeUndefined();
});
