import { expect, test } from '@jest/globals';
import { readJsonLines } from './jsonLines.ts';

test('lines are put together however they are cut, also inside a character', async () => {
  const bytes = Buffer.from('{"a":"ä😀"}\n\n{"b":2}\n{"c":');
  for (let size = 1; size <= bytes.length; size++) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    );
    const read: unknown[] = [];
    for await (const value of readJsonLines(iterate(chunks))) read.push(value);
    // The last line did not end: the connection broke inside it.
    expect(read).toEqual([{ a: 'ä😀' }, { b: 2 }]);
  }
});

async function* iterate(chunks: Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}
