import type { Bucket } from '@appfactory/events/bucket';
import type { Reporter } from '@appfactory/events/stream';
import type { Plan, PlannedFeature } from '@appfactory/plan/plan';
import type { CheckCounts } from '@appfactory/resources/appBuild';
import { inSpan } from '@appfactory/tracing/tracing';
import type { Production } from './production.ts';
import { Stop } from './stop.ts';
import type { Account, Target } from './verify/actors.ts';
import { addCounts, type Verifier } from './verify/verifier.ts';
import { type Answer, get, waitFor } from './workspace/preview.ts';
import type { BuiltFeature, Repository } from './workspace/repository.ts';
import type { Toolchain } from './workspace/toolchain.ts';
import type { WriteContext, Writer } from './writers/writer.ts';

/** Milliseconds that the dev server has to compile its first pages, on a machine that builds ten other apps at once. */
const DEV_SERVER_LIMIT = 900_000;

/** Everything that building one generation of an app takes. */
export interface Build {
  plan: Plan;
  /** Features of the spec that are not in the plan, since the app was rolled back to before they were built. */
  leftOut: string[];
  generation: number;
  previewUrl: string;
  owner: Account;
  writer: Writer;
  repository: Repository;
  toolchain: Toolchain;
  verifier: Verifier;
  production: Production;
  bucket: Bucket;
  reporter: Reporter;
}

/**
 * Builds the plan: for each feature write, check, commit, report; then prove the whole app and store it. It can be run again
 * at any time: the features that are committed stay as they are. The repository is restored. Resolves whether every check has passed.
 */
export async function run(build: Build): Promise<boolean> {
  const { plan, leftOut, reporter, repository, toolchain } = build;
  const preview: Target = { kind: 'preview', origin: new URL(build.previewUrl).origin };
  let isServed = false;
  const served = announcePreview(build, preview).then(() => {
    isServed = true;
  });
  // Whoever awaits it hears of it; writing may fail first.
  served.catch(() => undefined);
  const todo = await unproven(build);
  const present = new Map((await repository.features()).map((feature) => [feature.id, feature]));
  const context: WriteContext = { plan, present: [...present.keys()], workspace: repository };

  for (const id of leftOut) await reporter.report({ type: 'feature', id, state: 'RolledBack' });
  await removeGone(build, context);
  const first = plan.features.find(({ id }) => todo.has(id));
  const proven = new Set<string>();
  let isFirstWritten = false;
  let migration: Promise<void> | undefined;
  const migrated = () => {
    migration ??= toolchain.migratePreview();
    return migration;
  };
  for (const feature of plan.features) {
    if (!todo.has(feature.id)) {
      await reporter.report({
        type: 'feature',
        id: feature.id,
        state: 'Kept',
        commit: present.get(feature.id)?.commit,
      });
    } else if (present.get(feature.id)?.hash !== feature.hash) {
      const written = () => {
        // While the first code is stored. Whoever waits for either hears of its failure.
        if (feature === first)
          migrated()
            .then(() => build.verifier.makeAccounts(preview))
            .catch(() => undefined);
      };
      await inSpan('write', featureSpan(feature), () => writeFeature(build, feature, context, written));
    }
    isFirstWritten ||= feature === first;
    // Proven at once, so that there is something to see; while nothing serves it yet, there is other code to write.
    if (first && isFirstWritten && isServed && proven.size === 0) {
      if (!(await proveOnPreview(build, first, preview, migrated()))) return finish(build, false);
      proven.add(first.id);
    }
  }
  await toolchain.migratePreview();
  await toolchain.fillPreview();
  return prove(build, {
    onPreview: async () => {
      await served;
      return !first || proven.has(first.id) || proveOnPreview(build, first, preview, migrated());
    },
    onProduction: new Set([...todo].filter((id) => id !== first?.id)),
  });
}

/** Ids of the features that this generation has to prove on the preview: what it writes, and what it wrote before a crash. */
async function unproven({ plan, repository, generation }: Build): Promise<Set<string>> {
  const built = new Map((await repository.features()).map((feature): [string, BuiltFeature] => [feature.id, feature]));
  const kept = (feature: PlannedFeature) => {
    const there = built.get(feature.id);
    return there?.hash === feature.hash && there.generation !== generation;
  };
  return new Set(plan.features.filter((feature) => !kept(feature)).map(({ id }) => id));
}

async function removeGone(build: Build, context: WriteContext): Promise<void> {
  const wanted = new Set(build.plan.features.map(({ id }) => id));
  for (const id of context.present.filter((present) => !wanted.has(present))) {
    await build.reporter.report({ type: 'progress', message: `Taking out ${id}` });
    await build.repository.apply(await build.writer.remove(id, context));
    context.present = context.present.filter((present) => present !== id);
    await build.toolchain.tidy(build.repository);
    await build.repository.commitRemoval(id);
    await build.repository.store();
  }
}

async function writeFeature(
  build: Build,
  feature: PlannedFeature,
  context: WriteContext,
  written: () => void,
): Promise<void> {
  const { reporter, repository, toolchain, writer } = build;
  await reporter.report({ type: 'feature', id: feature.id, state: 'Writing' });
  await repository.apply(await writer.write(feature, context));
  await toolchain.tidy(repository);
  written();
  const commit = await repository.commitFeature(feature, build.generation);
  if (!context.present.includes(feature.id)) context.present = [...context.present, feature.id];
  await repository.store();
  await reporter.report({ type: 'feature', id: feature.id, state: 'Committed', commit });
}

/** Says when the preview answers at all, then waits until it serves the code that is being written. */
async function announcePreview({ previewUrl, reporter }: Build, preview: Target): Promise<void> {
  await waitFor(`${preview.origin}/api/health`, ({ status }) => status === 200);
  await reporter.report({ type: 'preview', url: previewUrl });
  const isDevReady = ({ status, body }: Answer) => status === 200 && devReady(body);
  await waitFor(`${preview.origin}/__preview/status`, isDevReady, { limit: DEV_SERVER_LIMIT });
}

function devReady(body: string): boolean {
  try {
    return (JSON.parse(body) as { devReady?: boolean }).devReady === true;
  } catch {
    return false;
  }
}

async function proveOnPreview(
  build: Build,
  feature: PlannedFeature,
  preview: Target,
  migrated: Promise<void>,
): Promise<boolean> {
  const [isSeen] = await Promise.all([reportFirstPage(build, preview), migrated]);
  // A page that reads what was not in the database yet.
  if (!isSeen) await reportFirstPage(build, preview);
  const checks = await verify(build, feature, preview);
  await reportVerdict(build, feature, checks);
  return checks.failed === 0;
}

function featureSpan({ id }: PlannedFeature) {
  return { attributes: { 'appfactory.feature': id } };
}

function verify({ verifier }: Build, feature: PlannedFeature, target: Target): Promise<CheckCounts> {
  const { attributes } = featureSpan(feature);
  const against = { ...attributes, 'appfactory.against': target.kind };
  return inSpan('verify', { attributes: against }, () => verifier.verify(feature, target));
}

/** Resolves whether there is a page of the app's own. */
async function reportFirstPage({ reporter, plan }: Build, preview: Target): Promise<boolean> {
  const { body } = await get(`${preview.origin}/`);
  const isSeen = body.includes(htmlText(plan.app.title));
  if (isSeen) await reporter.report({ type: 'firstPage', path: '/' });
  return isSeen;
}

/** What the checks say of a feature; nothing, when some could not run and none failed. */
async function reportVerdict({ reporter }: Build, { id }: PlannedFeature, checks: CheckCounts): Promise<void> {
  if (checks.skipped > 0 && checks.failed === 0) return;
  await reporter.report({ type: 'feature', id, state: checks.failed > 0 ? 'Failed' : 'Verified', checks });
}

function htmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}

interface Proofs {
  /** Proves on the preview what has not been proven there yet; resolves whether it has passed. */
  onPreview(): Promise<boolean>;
  /** Ids of the features whose verdict comes from the production server. */
  onProduction: Set<string>;
}

/**
 * Production build, types, lint and unit tests side by side with the preview; then the checks of every feature on the
 * production server: what people will use, and four times as fast to visit as a development server, which would take the
 * build's processors (docs/decisions/0006-one-pass.md).
 */
async function prove(build: Build, { onPreview, onProduction }: Proofs): Promise<boolean> {
  const { toolchain, production, bucket, reporter, repository } = build;
  const settled = await Promise.allSettled([
    onPreview(),
    step(build, 'build', () => production.build()),
    (async () => {
      await step(build, 'types', () => toolchain.script('types', 'TypesFailed'));
      await step(build, 'lint', () => toolchain.script('lint', 'LintFailed'));
      await step(build, 'tests', () => toolchain.script('test', 'TestsFailed'));
    })(),
  ]);
  const broken = settled.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
  if (settled[0].status === 'fulfilled' && !settled[0].value) return finish(build, false);

  await reporter.report({ type: 'verification', step: 'checks', state: 'Running' });
  const started = performance.now();
  const [checks, artifact] = await Promise.all([checkProduction(build, onProduction), production.pack(bucket)]);
  const passed = checks.failed === 0;
  const seconds = (performance.now() - started) / 1000;
  await reporter.report({ type: 'verification', step: 'checks', state: passed ? 'Passed' : 'Failed', seconds });
  if (passed) await reporter.report({ type: 'artifact', ...artifact, commit: await repository.head() });
  return finish(build, passed, checks);
}

async function checkProduction(build: Build, undecided: Set<string>): Promise<CheckCounts> {
  const { target, stop } = await build.production.serve(build.owner);
  try {
    let sum = { passed: 0, failed: 0, skipped: 0 };
    for (const feature of build.plan.features) {
      const checks = await verify(build, feature, target);
      if (undecided.has(feature.id) || checks.failed > 0) await reportVerdict(build, feature, checks);
      sum = addCounts(sum, checks);
    }
    return sum;
  } finally {
    await stop();
  }
}

async function step(
  { reporter }: Build,
  name: 'types' | 'lint' | 'tests' | 'build',
  action: () => Promise<number>,
): Promise<void> {
  await reporter.report({ type: 'verification', step: name, state: 'Running' });
  try {
    const seconds = await inSpan(name, {}, action);
    await reporter.report({ type: 'verification', step: name, state: 'Passed', seconds });
  } catch (error) {
    if (error instanceof Stop && error.kind === 'terminal') {
      await reporter.report({
        type: 'verification',
        step: name,
        state: 'Failed',
        detail: error.message.slice(0, 2000),
      });
    }
    throw error;
  }
}

async function finish(
  { reporter, verifier, repository }: Build,
  passed: boolean,
  counts = { passed: 0, failed: 0, skipped: 0 },
): Promise<boolean> {
  const verified = !passed ? 'false' : counts.skipped > 0 ? 'unknown' : 'true';
  await reporter.report({
    type: 'finished',
    verified,
    checks: passed || counts.failed > 0 ? counts : { ...counts, failed: 1 },
    skipped: verifier.skipped.slice(0, 50),
    commit: await repository.head(),
  });
  return passed;
}
