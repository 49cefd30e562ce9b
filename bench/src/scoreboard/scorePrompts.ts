import type { Platform } from '@appfactory/e2e/testing/platform';
import type { Browser } from 'playwright-core';
import type { Exam } from './exam.ts';
import { type PromptScore, scorePrompt } from './scorePrompt.ts';

interface Options {
  /** How many are built and judged at a time. */
  atOnce: number;
  say: (text: string) => void;
  /** No further prompt begins once it is aborted; what is under way has no score. */
  signal?: AbortSignal;
  /** Called with each score as soon as it is there. */
  scored?: (exam: Exam, score: PromptScore) => Promise<void>;
}

/** Builds and judges prompts: each of `atOnce` workers takes the next one that nobody has. Scores in the order of the prompts. */
export async function scorePrompts(
  platform: Platform,
  browser: Browser,
  exams: readonly Exam[],
  { atOnce, say, signal, scored }: Options,
): Promise<PromptScore[]> {
  const queue = [...exams];
  const scores = new Map<string, PromptScore>();
  const worker = async () => {
    for (let exam = queue.shift(); exam && !signal?.aborted; exam = queue.shift()) {
      say(`${exam.id}: begins (${queue.length} wait)`);
      const score = await scorePrompt(platform, browser, exam, say);
      if (signal?.aborted) return;
      await scored?.(exam, score);
      say(`${exam.id}: ${passedOf(score)} of ${score.checks.length} checks passed`);
      scores.set(exam.id, score);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return exams.flatMap(({ id }) => scores.get(id) ?? []);
}

/** How many of its checks passed. */
export const passedOf = ({ checks }: PromptScore): number => checks.filter(({ passed }) => passed).length;
