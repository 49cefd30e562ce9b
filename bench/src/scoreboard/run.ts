import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BROWSER_ARGS, findBrowser } from '@appfactory/agent/browser/findBrowser';
import { ROOT } from '@appfactory/launcher/manifests';
import { chromium } from 'playwright-core';
import { startPlatform } from '../startPlatform.ts';
import { type Exam, readExams } from './exam.ts';
import { report } from './report.ts';
import { presentCommit, RESULTS, Results } from './results.ts';
import { passedOf, scorePrompts } from './scorePrompts.ts';

const USAGE = `npm run bench:scoreboard -- [--shard N/M] [--only ID]... [--at-once N] [--again] [--results FOLDER] [--report]

Builds the scoreboard's prompts to Ready and runs their checks in a browser against the released apps. A prompt that has a
score for this commit is left out (--again: not), so a run that was stopped goes on where it was. --shard 2/6 takes every
sixth prompt, beginning with the second. --report runs nothing: it writes the last scores into docs/scoreboard.md.
`;
const MARK = '<!-- Below this line: made by "npm run bench:scoreboard -- --report". Do not edit. -->\n';
const DOCS = join(ROOT, 'docs', 'scoreboard.md');

/** @throws Error where an option is wrong, in words for whoever typed it */
function optionsOf(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      shard: { type: 'string', default: '1/1' },
      only: { type: 'string', multiple: true, default: [] },
      'at-once': { type: 'string', default: '1' },
      again: { type: 'boolean', default: false },
      results: { type: 'string', default: RESULTS },
      report: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [shard = 0, shards = 0] = values.shard.split('/').map(Number);
  if (!(Number.isInteger(shard) && Number.isInteger(shards) && shard >= 1 && shard <= shards))
    throw new Error(
      `--shard ${values.shard} is not like 1/6: the number of this shard, and how many there are\n${USAGE}`,
    );
  const atOnce = Number(values['at-once']);
  if (!(Number.isInteger(atOnce) && atOnce >= 1))
    throw new Error(`--at-once ${values['at-once']} is no number\n${USAGE}`);
  return { ...values, shard, shards, atOnce };
}

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const exams = await readExams(join(ROOT, 'bench', 'scoreboard', 'prompts'));
  const results = new Results(options.results);
  if (options.report) {
    await writeReport(results, exams);
    return 0;
  }
  const unknown = options.only.find((id) => !exams.some((exam) => exam.id === id));
  if (unknown !== undefined) throw new Error(`there is no prompt "${unknown}"\n${USAGE}`);
  const commit = presentCommit();
  const chosen = exams.filter(
    ({ id }, at) =>
      (options.only.length === 0 || options.only.includes(id)) && at % options.shards === options.shard - 1,
  );
  const todo: Exam[] = [];
  for (const exam of chosen) if (options.again || !(await results.has(exam, commit))) todo.push(exam);
  say(`${todo.length} prompts to run, ${chosen.length - todo.length} have a score of ${commit} already`);
  if (todo.length > 0) await run(todo, results, commit, options.atOnce);
  for (const score of await results.latest(chosen))
    process.stdout.write(
      `${score.id}: ${score.ready ? '' : 'not Ready, '}${passedOf(score)} of ${score.checks.length}\n`,
    );
  return stopped.aborted ? 130 : 0;
}

const stopping = new AbortController();
const stopped = stopping.signal;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say(`Stopped by ${signal}: the next run goes on with the prompts that have no score`);
    stopping.abort();
  });
}

/** One platform and one browser for all. */
async function run(todo: Exam[], results: Results, commit: string, atOnce: number): Promise<void> {
  const platform = await startPlatform(say);
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
  const halted = new Promise<void>((resolve) => stopped.addEventListener('abort', () => resolve()));
  try {
    const scoring = scorePrompts(platform, browser, todo, {
      atOnce,
      say,
      signal: stopped,
      scored: (exam, score) => results.keep(exam, commit, score),
    });
    // What is under way when it is stopped fails with the platform that it needs.
    scoring.catch(() => undefined);
    await Promise.race([scoring, halted]);
  } finally {
    await browser.close();
    await platform.stop();
  }
}

async function writeReport(results: Results, exams: Exam[]): Promise<void> {
  const text = await readFile(DOCS, 'utf8').catch(() => '# Scoreboard\n\n');
  const [above = ''] = text.split(MARK);
  await writeFile(DOCS, `${above.trimEnd()}\n\n${MARK}\n${report(await results.latest(exams), exams)}`);
}

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
