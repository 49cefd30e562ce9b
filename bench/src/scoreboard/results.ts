import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '@appfactory/launcher/manifests';
import type { Exam } from './exam.ts';
import type { PromptScore } from './scorePrompt.ts';

/** Where scores are kept; not in git. */
export const RESULTS = join(ROOT, 'bench', 'scoreboard', 'results');

export interface StoredScore extends PromptScore {
  commit: string;
  /** Of the prompt with its checks. */
  hash: string;
  at: string;
}

/** The commit that is checked out, marked where files differ from it. */
export function presentCommit(): string {
  return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12', '--exclude', '*'], {
    cwd: ROOT,
    encoding: 'utf8',
  }).trim();
}

/** Changes with the prompt, what is expected of it, and its checks. */
export function hashOf(exam: Exam): string {
  return createHash('sha256').update(JSON.stringify(exam)).digest('hex').slice(0, 12);
}

/** Scores of a folder: a file for each prompt and commit, whole or not there. */
export class Results {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  #file(exam: Exam, commit: string): string {
    return join(this.#folder, `${exam.id}-${hashOf(exam)}-${commit}.json`);
  }

  async has(exam: Exam, commit: string): Promise<boolean> {
    return (await readFile(this.#file(exam, commit), 'utf8').catch(() => undefined)) !== undefined;
  }

  async keep(exam: Exam, commit: string, score: PromptScore): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const stored: StoredScore = { ...score, commit, hash: hashOf(exam), at: new Date().toISOString() };
    const file = this.#file(exam, commit);
    await writeFile(`${file}.new`, `${JSON.stringify(stored, null, 2)}\n`);
    await rename(`${file}.new`, file);
  }

  /** The last score of each prompt as it is now, whatever commit it is of. */
  async latest(exams: Exam[]): Promise<StoredScore[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const files = names.filter((name) => name.endsWith('.json'));
    const all = await Promise.all(
      files.map(async (name) => JSON.parse(await readFile(join(this.#folder, name), 'utf8')) as StoredScore),
    );
    return exams.flatMap((exam) => {
      const own = all.filter(({ id, hash }) => id === exam.id && hash === hashOf(exam));
      return own.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, 1);
    });
  }
}
