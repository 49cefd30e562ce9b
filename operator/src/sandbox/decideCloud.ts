import { CLOUD_FINALIZER, CLOUD_ID, secretName } from './names.ts';
import type { Action, Decision, Judgement, Observed } from './observed.ts';
import { expiryOf, seconds } from './time.ts';

/** The cloud tells nothing by itself: it is asked this often; milliseconds. */
const ASK_EVERY = 30_000;
/** A difference of the cloud's deadline and ours that is not worth a request; milliseconds. */
const DEADLINE_SLACK = 5_000;

/** A Sandbox in E2B's cloud: intent first (the finalizer), then what is there by our metadata, and only then create. */
export function decideCloud(seen: Observed): Decision {
  const { sandbox, cloud, now } = seen;
  const status = sandbox.status ?? {};
  const startedAt = status.startedAt;
  const facts: Decision['facts'] = {
    provider: 'e2b',
    sandboxID: status.sandboxID,
    accessTokenSecret: status.accessTokenSecret,
    startedAt,
  };
  const starting = (message: string): Judgement => ({ state: 'starting', reason: 'CloudCreating', message });
  if (!sandbox.metadata.finalizers?.includes(CLOUD_FINALIZER)) {
    return { actions: [{ do: 'addFinalizer' }], judgement: starting('it is about to be made in E2B’s cloud'), facts };
  }
  const current = cloud.find(({ id }) => id === sandbox.metadata.annotations?.[CLOUD_ID]) ?? cloud[0];
  const surplus = cloud.filter((other) => other !== current).map(({ id }): Action => ({ do: 'killCloud', id }));
  if (!current) {
    const timeoutSeconds = secondsLeft(seen);
    return {
      actions: [{ do: 'createCloud', timeoutSeconds }],
      judgement: starting('it is being made in E2B’s cloud'),
      facts,
    };
  }
  const actions = surplus;
  if (!seen.tokenSecret.exists || sandbox.metadata.annotations?.[CLOUD_ID] !== current.id) {
    actions.push({ do: 'recordCloud', id: current.id });
  }
  const started = startedAt ?? seconds(now);
  const expiry = expiryOf(sandbox, started);
  if (expiry && Math.abs(expiry.getTime() - current.endAt.getTime()) > DEADLINE_SLACK) {
    const timeoutSeconds = Math.max(1, Math.round((expiry.getTime() - now.getTime()) / 1000));
    actions.push({ do: 'setCloudTimeout', id: current.id, timeoutSeconds });
  }
  return {
    actions,
    judgement: { state: 'ready', reason: 'Ready', message: `E2B’s cloud runs it as "${current.id}"` },
    facts: {
      provider: 'e2b',
      sandboxID: current.id,
      accessTokenSecret: secretName(sandbox),
      startedAt: started,
      expiresAt: expiry && seconds(expiry),
    },
    requeueAfter: ASK_EVERY,
  };
}

/** Ends what the cloud runs, then lets the Sandbox go. */
export function decideCloudEnd({ sandbox, cloud }: Observed): Action[] {
  if (!sandbox.metadata.finalizers?.includes(CLOUD_FINALIZER)) return [];
  if (cloud.length > 0) return cloud.map(({ id }) => ({ do: 'killCloud', id }));
  return sandbox.metadata.deletionTimestamp ? [{ do: 'removeFinalizer' }] : [];
}

function secondsLeft({ sandbox, now }: Observed): number {
  const expiry = expiryOf(sandbox);
  if (!expiry) return sandbox.spec.timeoutSeconds;
  return Math.max(1, Math.round((expiry.getTime() - now.getTime()) / 1000));
}
