import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bucket } from '@appfactory/events/bucket';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { inboxPrefix } from '@appfactory/events/credentials';
import { Reporter } from '@appfactory/events/stream';
import { artifactKey, REPOSITORY_KEY } from '@appfactory/events/subjects';
import type { KubeClient } from '@appfactory/kube/client';
import type { Pod } from '@appfactory/kube/core';
import { CONFIG_MAPS, SECRETS } from '@appfactory/kube/resources';
import type { Plan } from '@appfactory/plan/plan';
import type { AgentSettings } from '../appbuild/agentJob.ts';

/** What one attempt of a simulated agent does. Default: everything passes. */
export interface Script {
  /** Ends like a crash (exit 1) after this many features are committed. */
  crashAfter?: number;
  /** Waits at this feature (0 is the first) until the pod is deleted or this resolves. */
  holdAt?: { feature: number; until: Promise<unknown> };
  outcome?: 'passed' | 'failed' | 'skipped' | 'terminal';
}

export interface Attempt {
  namespace: string;
  name: string;
  generation: number;
  plan: Plan;
  /** Counts from 1, for each generation of each build. */
  attempt: number;
  /** Why it could not do its work. */
  trouble?: string;
}

export interface SimulatedAgents {
  /** For fakeNode's `run`; resolves with the exit code of the agent. */
  run(pod: Pod, signal: AbortSignal): Promise<number>;
  attempts: Attempt[];
}

interface Committed {
  id: string;
  hash: string;
  commit: string;
  generation: number;
}

/** What is in the bucket: the features of the app, and each commit with the features that there were after it. */
interface History {
  present: Committed[];
  commits: { id: string; present: Committed[] }[];
  /** Generations whose request to go back is carried out. */
  wentBack: number[];
}

/**
 * Agents as the operator sees them: they use the credentials and the plan that the operator gave their pod, report on the
 * real event stream, and keep their commits in the real bucket. What they write is no app.
 */
export function simulatedAgents(options: {
  /** An administrator's. */
  client: KubeClient;
  script?: (attempt: Attempt) => Script;
}): SimulatedAgents {
  const attempts: Attempt[] = [];
  return {
    attempts,
    async run(pod, signal) {
      const env = (name: string) => pod.spec.containers[0]?.env?.find((entry) => entry.name === name)?.value ?? '';
      const { namespace = '' } = pod.metadata;
      const name = env('APPBUILD_NAME');
      const generation = Number(env('APPBUILD_GENERATION'));
      const uid = env('APPBUILD_UID');
      const map = await options.client.get(CONFIG_MAPS, { namespace, name: `${name}-plan` });
      const plan = JSON.parse(map.data?.['plan.json'] ?? '') as Plan;
      const before = attempts.filter(
        (a) => a.namespace === namespace && a.name === name && a.generation === generation,
      );
      const attempt: Attempt = { namespace, name, generation, plan, attempt: before.length + 1 };
      attempts.push(attempt);
      let connection: EventsConnection | undefined;
      try {
        connection = await connectAs(options.client, { namespace, name, uid, natsUrl: env('NATS_URL') });
        const build = { namespace, name, uid, generation };
        const reporter = new Reporter(connection, build, pod.metadata.uid ?? '');
        const bucket = await Bucket.open(connection, uid);
        const back = JSON.parse(env('GO_BACK') || 'null') as Back | null;
        return await work({ ...attempt, back }, options.script?.(attempt) ?? {}, reporter, bucket, signal);
      } catch (error) {
        attempt.trouble = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        throw error;
      } finally {
        await connection?.close();
      }
    },
  };
}

async function connectAs(
  client: KubeClient,
  { namespace, name, uid, natsUrl }: { namespace: string; name: string; uid: string; natsUrl: string },
): Promise<EventsConnection> {
  const secret = await client.get(SECRETS, { namespace, name: `${name}-agent-nats` });
  const folder = mkdtempSync(join(tmpdir(), 'appfactory-agent-'));
  try {
    const credsFile = join(folder, 'creds');
    writeFileSync(credsFile, Buffer.from(secret.data?.creds ?? '', 'base64'), { mode: 0o600 });
    return await connectEvents({ url: natsUrl, credsFile, name: 'simulated agent', inboxPrefix: inboxPrefix(uid) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function work(
  { plan, attempt, generation, back }: Attempt & { back: Back | null },
  script: Script,
  reporter: Reporter,
  bucket: Bucket,
  signal: AbortSignal,
): Promise<number> {
  const history = await goBack(bucket, back);
  const { present: committed } = history;
  await reporter.report({ type: 'started', attempt: String(attempt), features: plan.features.length });
  await reporter.report({ type: 'preview', url: 'http://preview.example' });
  let done = 0;
  for (const [index, { id, hash, checks }] of plan.features.entries()) {
    signal.throwIfAborted();
    const counts = { passed: checks.length, failed: 0, skipped: 0 };
    const present = committed.find((feature) => feature.id === id && feature.hash === hash);
    if (!present && back?.stays) {
      await reporter.report({ type: 'feature', id, state: 'RolledBack' });
      continue;
    }
    if (present && present.generation !== generation) {
      await reporter.report({ type: 'feature', id, state: 'Kept', commit: present.commit });
      continue;
    }
    if (!present) {
      await reporter.report({ type: 'feature', id, state: 'Writing' });
      if (script.holdAt?.feature === index) await Promise.race([script.holdAt.until, aborted(signal)]);
      signal.throwIfAborted();
      const commit = createHash('sha1').update(`${id}${hash}${generation}`).digest('hex');
      committed.push({ id, hash, commit, generation });
      history.commits.push({ id, present: [...committed] });
      await bucket.put(REPOSITORY_KEY, Buffer.from(JSON.stringify(history)));
      await reporter.report({ type: 'feature', id, state: 'Committed', commit });
    }
    await reporter.report({ type: 'feature', id, state: 'Verified', checks: counts });
    done++;
    if (script.crashAfter === done) return 1;
  }
  signal.throwIfAborted();
  return finish(plan, script, reporter, bucket, committed);
}

async function finish(
  plan: Plan,
  script: Script,
  reporter: Reporter,
  bucket: Bucket,
  committed: Committed[],
): Promise<number> {
  const commit = committed.at(-1)?.commit ?? '';
  const all = plan.features.flatMap(({ checks }) => checks.map(({ name }) => name));
  const { outcome = 'passed' } = script;
  if (outcome === 'terminal') {
    await reporter.report({
      type: 'failed',
      reason: 'BuildFailed',
      message: 'The production build failed: no such module',
    });
    return 64;
  }
  if (outcome === 'failed') {
    const name = all[0] ?? 'check';
    const feature = plan.features[0]?.id ?? '';
    const seen = 'There is no "Sign in"';
    await reporter.report({ type: 'check', feature, name, against: 'production', result: 'failed', seen });
    const checks = { passed: all.length - 1, failed: 1, skipped: 0 };
    await reporter.report({ type: 'finished', verified: 'false', checks, skipped: [], commit });
    return 0;
  }
  const archive = Buffer.from(`artifact of ${committed.map(({ id, hash }) => id + hash).join()}`);
  const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
  await bucket.put(artifactKey(digest), archive);
  await reporter.report({ type: 'artifact', digest, size: archive.length, commit });
  const skipped = outcome === 'skipped' ? all.slice(0, 1) : [];
  const checks = { passed: all.length - skipped.length, failed: 0, skipped: skipped.length };
  await reporter.report({
    type: 'finished',
    verified: skipped.length > 0 ? 'unknown' : 'true',
    checks,
    skipped,
    commit,
  });
  return 0;
}

type Back = NonNullable<AgentSettings['back']>;

/** The repository, after what was asked of it is done; once for each generation that asks. */
async function goBack(bucket: Bucket, back: Back | null): Promise<History> {
  const bytes = await bucket.get(REPOSITORY_KEY);
  const history: History = bytes
    ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as History)
    : { present: [], commits: [], wentBack: [] };
  if (!back || history.wentBack.includes(back.generation)) return history;
  const last = history.commits.findLast(({ id }) => id === back.feature);
  if (last) history.present = back.mode === 'RollBack' ? [...last.present] : last.present.slice(0, -1);
  history.wentBack.push(back.generation);
  await bucket.put(REPOSITORY_KEY, Buffer.from(JSON.stringify(history)));
  return history;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('the pod is deleted'))));
}
