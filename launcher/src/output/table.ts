import type { AppBuild, AppBuildStatus } from '@appfactory/resources/appBuild';
import { outcomeOf } from './outcome.ts';
import { formatSeconds } from './progress.ts';

/** The closing table: one column of facts per app. */
export function closingTable(builds: AppBuild[]): string {
  return builds.map(factsOf).join('\n\n');
}

function factsOf(build: AppBuild): string {
  const { status, metadata } = build;
  const times = status?.times;
  const since = (end: string | undefined) => {
    const start = times?.applied ?? metadata.creationTimestamp;
    if (!end || !start) return 'not reached';
    return formatSeconds((Date.parse(end) - Date.parse(start)) / 1000);
  };
  const checks = status?.checks;
  const outcome = outcomeOf(build);
  const rows: [string, string][] = [
    ['first preview', since(times?.preview)],
    ['first page of its own', since(times?.firstPage)],
    ['first verified feature', since(times?.firstVerified)],
    ['Ready', since(times?.ready)],
    ['checks', checks ? `${checks.passed} passed, ${checks.failed} failed, ${checks.skipped} skipped` : 'none ran'],
    ['interventions', interventionsOf(status?.interventions)],
    ['commit', status?.artifact?.commit ?? 'none'],
    ['digest', status?.artifact?.digest ?? 'none'],
  ];
  if (status?.release?.url) rows.push(['address', status.release.url]);
  if (outcome.state === 'stopped') rows.push(['not Ready', outcome.reason]);
  for (const failure of status?.failures ?? []) rows.push(['failed check', `${failure.check}: ${failure.seen}`]);
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
  return [`${metadata.name} (namespace ${metadata.namespace}, generation ${metadata.generation})`, ...lines].join('\n');
}

/** What a build took of people: questions whose defaults stand, and changes of its spec. */
function interventionsOf(interventions: AppBuildStatus['interventions']): string {
  const { questions = 0, steps = 0 } = interventions ?? {};
  const some = (count: number, thing: string) => `${count === 0 ? 'no' : count} ${thing}${count === 1 ? '' : 's'}`;
  return `${some(questions, 'question')}, ${some(steps, 'manual step')}`;
}
