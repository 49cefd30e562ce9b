import { expect, test } from '@jest/globals';
import { parseCommand } from './arguments.ts';
import { UsageError } from './usage.ts';

test('without arguments the platform is brought up on its usual port', () => {
  expect(parseCommand([])).toEqual({
    name: 'up',
    options: { once: false, files: [], data: undefined, port: 8080, context: undefined, gateway: true },
  });
  expect(parseCommand(['--no-gateway'])).toMatchObject({ options: { gateway: false } });
});

test('options of up, with or without its name', () => {
  const options = { once: true, files: ['a.yaml', 'b.yaml'], data: 'd', port: 9000, context: 'kind', gateway: false };
  const args = ['--once', '-f', 'a.yaml', '--file=b.yaml', '--data', 'd', '--port', '9000', '--context', 'kind'];
  expect(parseCommand(args)).toEqual({ name: 'up', options });
  expect(parseCommand(['up', ...args])).toEqual({ name: 'up', options });
});

test('kubectl gets its arguments untouched', () => {
  expect(parseCommand(['kubectl', 'get', 'pods', '-o', 'wide', '--help'])).toEqual({
    name: 'kubectl',
    args: ['get', 'pods', '-o', 'wide', '--help'],
  });
});

test('e2e takes --full out and passes the rest to jest', () => {
  expect(parseCommand(['e2e', '--full', '-t', 'resume'])).toEqual({ name: 'e2e', full: true, args: ['-t', 'resume'] });
});

test('backup and restore take one file, and the folder of the platform', () => {
  expect(parseCommand(['backup', 'f'])).toEqual({ name: 'backup', options: { file: 'f', data: undefined } });
  expect(parseCommand(['restore', 'f', '--data', 'd', '--replace'])).toEqual({
    name: 'restore',
    options: { file: 'f', data: 'd', replace: true },
  });
});

test.each([
  [['backup'], /backup takes one file/],
  [['restore', 'a', 'b'], /restore takes one file/],
  [['backup', 'f', '--replace'], /--replace belongs to restore/],
  [['serve'], /"serve" is not a command/],
  [['--port', '80'], /"80" is not a port: give a number from 1024/],
  [['--port', 'http'], /"http" is not a port/],
  [['--onec'], /--onec/],
])('%j is refused with what is wrong', (args, message) => {
  expect(() => parseCommand(args)).toThrow(UsageError);
  expect(() => parseCommand(args)).toThrow(message);
});
