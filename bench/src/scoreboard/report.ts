import type { Exam } from './exam.ts';
import type { StoredScore } from './results.ts';

const percent = (part: number, all: number) => (all === 0 ? '-' : `${Math.round((part / all) * 100)} %`);
const passedOf = ({ checks }: StoredScore) => checks.filter(({ passed }) => passed).length;
const cell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** docs/scoreboard.md below its mark: the scores by kind and by prompt, and every failure with its reason. */
export function report(scores: StoredScore[], exams: Exam[]): string {
  const kinds = [...new Set(exams.map((exam) => exam.kinds[0] ?? 'app'))];
  const line = (name: string, of: StoredScore[], all: number) => {
    const checks = of.flatMap((score) => score.checks);
    const passed = of.reduce((sum, score) => sum + passedOf(score), 0);
    const ready = of.filter((score) => score.ready).length;
    const asked = of.reduce((sum, { interventions }) => sum + (interventions?.questions ?? 0), 0);
    const steps = of.reduce((sum, { interventions }) => sum + (interventions?.steps ?? 0), 0);
    return `| ${name} | ${of.length} of ${all} | ${ready} | ${passed} of ${checks.length} | ${percent(passed, checks.length)} | ${asked} | ${steps} |`;
  };
  const byKind = kinds.map((kind) =>
    line(
      kind,
      scores.filter(({ kinds: [first] }) => first === kind),
      exams.filter((exam) => exam.kinds[0] === kind).length,
    ),
  );
  const rows = scores.map((score) => {
    const { id, kinds: all, ready, seconds, notBuilt, commit, at } = score;
    return `| ${id} | ${all.join(' + ')} | ${ready ? `${seconds} s` : 'no'} | ${passedOf(score)} of ${score.checks.length} | ${notBuilt.length} | ${commit} | ${at.slice(0, 10)} |`;
  });
  const failures = scores.flatMap((score) => [
    ...(score.ready ? [] : [`- **${score.id}**: not Ready: ${cell(score.reason ?? '')}`]),
    ...score.checks
      .filter(({ passed }) => !passed && score.ready)
      .map(
        ({ name, class: kind, reason }) =>
          `- **${score.id}**, ${cell(name)} (${kind}): ${cell((reason ?? '').slice(0, 260))}`,
      ),
  ]);
  return [
    '| kind | prompts run | Ready | checks passed | | questions | manual steps |',
    '|---|---|---|---|---|---|---|',
    ...byKind,
    line('**all**', scores, exams.length),
    '',
    '## By prompt',
    '',
    '| prompt | kinds | Ready after | checks | not built, and said so | commit | day |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    '## What failed',
    '',
    ...(failures.length > 0 ? failures : ['Nothing.']),
    '',
  ].join('\n');
}
