import type { Bucket } from '@appfactory/events/bucket';
import type { Reporter } from '@appfactory/events/stream';
import type { Plan, PlannedFeature } from '@appfactory/plan/plan';
import type { Production } from './production.ts';
import { Stop } from './stop.ts';
import type { Account, Target } from './verify/actors.ts';
import { addCounts, type Verifier } from './verify/verifier.ts';
import { get, waitFor } from './workspace/preview.ts';
import type { BuiltFeature, Repository } from './workspace/repository.ts';
import type { Toolchain } from './workspace/toolchain.ts';
import type { WriteContext, Writer } from './writers/writer.ts';

/** Everything that building one generation of an app takes. */
export interface Build {
  plan: Plan;
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
 * at any time: the features that are committed stay as they are. Resolves whether every check has passed.
 */
export async function run(build: Build): Promise<boolean> {
  const { plan, reporter, repository, toolchain } = build;
  const preview: Target = { kind: 'preview', origin: new URL(build.previewUrl).origin };
  await repository.restore();
  const previewed = announcePreview(build, preview);
  const todo = await unproven(build);
  const present = new Map((await repository.features()).map((feature) => [feature.id, feature]));
  const context: WriteContext = { plan, present: [...present.keys()], workspace: repository };

  await removeGone(build, context);
  let proven = 0;
  for (const feature of plan.features) {
    if (!todo.has(feature.id)) {
      await reporter.report({
        type: 'feature',
        id: feature.id,
        state: 'Kept',
        commit: present.get(feature.id)?.commit,
      });
    } else if (present.get(feature.id)?.hash !== feature.hash) {
      await writeFeature(build, feature, context);
    }
    // The first is proven at once, so that there is something to see; the others when all code is there, beside the build.
    if (proven === 0 && todo.has(feature.id)) {
      proven = 1;
      await toolchain.migratePreview();
      await previewed;
      if (!(await proveOnPreview(build, feature, preview))) return finish(build, false);
    }
  }
  await toolchain.migratePreview();
  await previewed;
  return prove(build, plan.features.filter(({ id }) => todo.has(id)).slice(proven), preview);
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
    await build.toolchain.tidyAndCheck(build.repository);
    await build.repository.commitRemoval(id);
    await build.repository.store();
  }
}

async function writeFeature(build: Build, feature: PlannedFeature, context: WriteContext): Promise<void> {
  const { reporter, repository, toolchain, writer } = build;
  await reporter.report({ type: 'feature', id: feature.id, state: 'Writing' });
  await repository.apply(await writer.write(feature, context));
  await toolchain.tidyAndCheck(repository);
  const commit = await repository.commitFeature(feature, build.generation);
  if (!context.present.includes(feature.id)) context.present = [...context.present, feature.id];
  await repository.store();
  await reporter.report({ type: 'feature', id: feature.id, state: 'Committed', commit });
}

/** Says when the preview answers at all, then waits until it serves the code that is being written. */
async function announcePreview({ previewUrl, reporter }: Build, preview: Target): Promise<void> {
  await waitFor(`${preview.origin}/api/health`, ({ status }) => status === 200);
  await reporter.report({ type: 'preview', url: previewUrl });
  await waitFor(`${preview.origin}/__preview/status`, ({ status, body }) => status === 200 && devReady(body));
}

function devReady(body: string): boolean {
  try {
    return (JSON.parse(body) as { devReady?: boolean }).devReady === true;
  } catch {
    return false;
  }
}

async function proveOnPreview(build: Build, feature: PlannedFeature, preview: Target): Promise<boolean> {
  const { reporter, plan } = build;
  const { body } = await get(`${preview.origin}/`);
  if (body.includes(htmlText(plan.app.title))) await reporter.report({ type: 'firstPage', path: '/' });
  const checks = await build.verifier.verify(feature, preview);
  if (checks.skipped > 0 && checks.failed === 0) return true;
  await reporter.report({ type: 'feature', id: feature.id, state: checks.failed > 0 ? 'Failed' : 'Verified', checks });
  return checks.failed === 0;
}

function htmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}

/** Production build, lint, unit tests and the features' checks on the preview side by side; then all checks on the build. */
async function prove(build: Build, features: PlannedFeature[], preview: Target): Promise<boolean> {
  const { toolchain, production, bucket, reporter, repository } = build;
  const onPreview = async () => {
    let passed = true;
    for (const feature of features) passed = (await proveOnPreview(build, feature, preview)) && passed;
    return passed;
  };
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
  const [checks, artifact] = await Promise.all([checkProduction(build), production.pack(bucket)]);
  const passed = checks.failed === 0;
  const seconds = (performance.now() - started) / 1000;
  await reporter.report({ type: 'verification', step: 'checks', state: passed ? 'Passed' : 'Failed', seconds });
  if (passed) await reporter.report({ type: 'artifact', ...artifact, commit: await repository.head() });
  return finish(build, passed, checks);
}

async function checkProduction(build: Build) {
  const { target, stop } = await build.production.serve(build.owner);
  try {
    let sum = { passed: 0, failed: 0, skipped: 0 };
    for (const feature of build.plan.features) sum = addCounts(sum, await build.verifier.verify(feature, target));
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
    await reporter.report({ type: 'verification', step: name, state: 'Passed', seconds: await action() });
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
