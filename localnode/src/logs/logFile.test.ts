import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { formatLines, LogCopier, ROTATE_AT } from './logFile.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'log-'));
  for (const name of ['out', 'err']) writeFileSync(join(dir, name), '');
});
afterEach(() => rmSync(dir, { recursive: true }));

const path = (name: string) => join(dir, name);
const files = () => ({ out: path('out'), err: path('err'), log: path('log'), offsets: path('offsets') });
const copier = () => new LogCopier(files(), () => {});
const texts = () => readFileSync(path('log'), 'utf8').replace(/^\S+ /gm, '').split('\n').filter(Boolean);

test('whole lines are copied with their stream, and an unended one waits until it is asked for', () => {
  const log = copier();
  appendFileSync(path('out'), 'one\ntwo\nthr');
  appendFileSync(path('err'), 'bad\n');
  expect(log.copy()).toBe(true);
  expect(texts()).toEqual(['stdout F one', 'stdout F two', 'stderr F bad']);
  appendFileSync(path('out'), 'ee\nprompt> ');
  log.copy(true);
  expect(texts().slice(3)).toEqual(['stdout F three', 'stdout P prompt> ']);
});

test('another copier goes on where the last one was, as after a restart', () => {
  appendFileSync(path('out'), 'one\n');
  copier().copy();
  appendFileSync(path('out'), 'two\n');
  copier().copy();
  expect(texts()).toEqual(['stdout F one', 'stdout F two']);
});

test('output that its program truncated is copied from its new start', () => {
  const log = copier();
  appendFileSync(path('out'), 'a long first line\n');
  log.copy();
  truncateSync(path('out'), 0);
  log.copy();
  appendFileSync(path('out'), 'new\n');
  log.copy();
  expect(texts()).toEqual(['stdout F a long first line', 'stdout F new']);
});

test('a long line comes in pieces, bytes of a character kept together in the end', () => {
  const line = 'ä'.repeat(20_000);
  const { lines, consumed } = formatLines(Buffer.from(`${line}\n`), 'stdout', 'T', false);
  const parts = lines.toString('latin1').split('\n').filter(Boolean);
  expect(consumed).toBe(40_001);
  expect(parts.map((part) => part.slice(0, 11))).toEqual(['T stdout P ', 'T stdout P ', 'T stdout F ']);
  expect(Buffer.from(parts.map((part) => part.slice(11)).join(''), 'latin1').toString('utf8')).toBe(line);
});

test('a full log begins anew and keeps the one before', () => {
  const freed: number[] = [];
  const log = new LogCopier(files(), (_path, length) => freed.push(length));
  const line = `${'x'.repeat(999)}\n`;
  appendFileSync(path('out'), line.repeat(Math.ceil((1.5 * ROTATE_AT) / line.length)));
  log.copy();
  const bytes = (name: string) => readFileSync(path(name)).length;
  expect(bytes('log.1')).toBeLessThanOrEqual(ROTATE_AT);
  expect(bytes('log')).toBeLessThanOrEqual(ROTATE_AT);
  expect(bytes('log.1') + bytes('log')).toBeGreaterThan(1.5 * ROTATE_AT);
  expect(freed.length).toBeGreaterThan(0);
});
