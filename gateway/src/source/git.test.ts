import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { Failed } from '../graphql/failure.ts';
import { git, streamGit } from './git.ts';

test('of very many who clone at once, the last are told to come again before anything is written to them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'appfactory-git-'));
  const everybody = new AbortController();
  try {
    await git(folder, ['init', '-q', '--bare']);
    const begun = new Set<number>();
    // Each goes on until it is ended: nobody says anything more.
    const clones = Array.from({ length: 200 }, (_, number) =>
      streamGit(folder, ['cat-file', '--batch'], {
        begin: () => begun.add(number),
        input: new PassThrough(),
        output: new PassThrough(),
        within: 60_000,
        signal: everybody.signal,
      }).then(
        () => undefined,
        (error: unknown) => ({ number, error }),
      ),
    );
    const last = await clones.at(-1);
    expect(last?.error).toEqual(expect.any(Failed));
    expect(last?.error).toMatchObject({ code: 'UNAVAILABLE' });
    everybody.abort();
    const refused = (await Promise.all(clones)).filter((one) => one !== undefined);
    expect(refused.filter(({ number }) => begun.has(number))).toEqual([]);
    expect(begun.size).toBeGreaterThan(0);
  } finally {
    everybody.abort();
    await rm(folder, { recursive: true, force: true });
  }
});
