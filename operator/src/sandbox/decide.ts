import type { Pod } from '@appfactory/kube/core';
import { LABEL_POOL } from '@appfactory/resources/meta';
import { REASON_EXPIRED } from './conditions.ts';
import { decideCloud, decideCloudEnd } from './decideCloud.ts';
import { ENV_HASH, podName, restartsOf, sandboxId } from './names.ts';
import type { Action, Decision, Judgement, Observed } from './observed.ts';
import { explainEnd, explainStart, isLive, isPodReady, tokenSecretOf } from './podState.ts';
import { expiryOf, seconds } from './time.ts';

/** How long an ended Sandbox stays to be read before it is deleted; milliseconds. */
export const ENDED_GRACE = 60_000;
const RESTART_WAIT_MOST = 60_000;

/** What to do about a Sandbox, and what to say of it. Pure: everything that counts is in `seen`. */
export function decide(seen: Observed): Decision {
  if (seen.sandbox.metadata.deletionTimestamp) return decideDeletion(seen);
  const expiry = expiryOf(seen.sandbox);
  if (seen.sandbox.status?.phase === 'Ended' || (expiry && expiry <= seen.now)) return decideEnd(seen, expiry);
  if (seen.provider === undefined) {
    const message = 'provider "e2b" needs a key: give the operator E2B_API_KEY, or set spec.provider to "pod"';
    return stay(seen, { state: 'stalled', reason: 'NoE2BKey', message });
  }
  return seen.provider === 'e2b' ? decideCloud(seen) : decidePod(seen);
}

/** The pod and its Secret go by garbage collection; what runs in the cloud does not. */
function decideDeletion(seen: Observed): Decision {
  const judgement: Judgement = { state: 'ended', reason: 'Deleted', message: 'the Sandbox is being deleted' };
  return { ...stay(seen, judgement), actions: decideCloudEnd(seen) };
}

function decideEnd(seen: Observed, expiry: Date | undefined): Decision {
  const { sandbox, now } = seen;
  const endedAt = expiry ?? now;
  const judgement: Judgement = {
    state: 'ended',
    reason: REASON_EXPIRED,
    message: `it came to the end of its ${sandbox.spec.timeoutSeconds} seconds at ${seconds(endedAt)}`,
  };
  const decision = stay(seen, judgement);
  decision.actions = [...seen.pods.filter(isNotEnding).map(endPod), ...decideCloudEnd(seen)];
  delete decision.facts.podName;
  delete decision.facts.podIP;
  const left = endedAt.getTime() + ENDED_GRACE - now.getTime();
  // Told first and deleted later, so that whoever watches can read why.
  if (left <= 0 && sandbox.status?.phase === 'Ended') decision.actions.push({ do: 'deleteSandbox' });
  else decision.requeueAfter = Math.max(left, 1000);
  return decision;
}

function decidePod(seen: Observed): Decision {
  const { sandbox } = seen;
  const live = seen.pods.filter(isLive);
  const current = live.find((pod) => pod.metadata.name === sandbox.status?.podName) ?? oldest(live);
  // Two pods can only come from a crash between claiming and telling: one is enough.
  const surplus = live.filter((pod) => pod !== current).map(endPod);
  const decision = current ? decideLivePod(seen, current) : decideNoPod(seen);
  return { ...decision, actions: [...surplus, ...decision.actions] };
}

function decideLivePod(seen: Observed, pod: Pod): Decision {
  const { sandbox, envHash, tokenSecret } = seen;
  const facts = { ...podFacts(seen), podName: pod.metadata.name, podIP: pod.status?.podIP };
  facts.accessTokenSecret = tokenSecretOf(pod);
  facts.pool = pod.metadata.labels?.[LABEL_POOL];
  if (!tokenSecret.exists) {
    // Nobody can speak to a daemon whose token is lost.
    const lost = `Secret "${tokenSecret.name}" with the token of pod "${pod.metadata.name}" is gone`;
    return { ...restart(seen, lost), facts };
  }
  if (!isPodReady(pod)) {
    const judgement: Judgement = { state: 'starting', ...explainStart(pod) };
    return { actions: adoption(seen), judgement, facts, requeueAfter: untilExpiry(seen) };
  }
  facts.startedAt ??= seconds(seen.now);
  facts.expiresAt = expiryText(seen, facts.startedAt);
  const judgement: Judgement = {
    state: 'ready',
    reason: 'Ready',
    message: `${facts.pool ? 'warm pod' : 'pod'} "${pod.metadata.name}" answers at ${pod.status?.podIP}${restartNote(restartsOf(sandbox))}`,
  };
  const actions = adoption(seen);
  if (pod.metadata.annotations?.[ENV_HASH] !== envHash) actions.unshift({ do: 'setEnv', pod, hash: envHash });
  return { actions, judgement, facts, requeueAfter: untilExpiry(seen, facts.startedAt) };
}

function decideNoPod(seen: Observed): Decision {
  const { sandbox, template, warm, tokenSecret } = seen;
  const gone = goneText(seen);
  // The pod that was: by the number in its name, a pod that has been replaced already is not lost again.
  if (gone && isLatest(seen)) return restart(seen, gone);
  if (!template) {
    const message = `there is no AppTemplate "${sandbox.spec.template}": kubectl get apptemplates shows those that there are`;
    return stay(seen, { state: 'stalled', reason: 'TemplateNotFound', message });
  }
  const wait = restartWait(seen);
  if (wait > 0) {
    const message = `${gone ?? 'its pod was lost'}; another is made in ${Math.ceil(wait / 1000)} seconds`;
    return { ...stay(seen, { state: 'starting', reason: 'PodLost', message }), requeueAfter: wait };
  }
  const [claimable] = warm;
  // After a loss the token must stay the same, since clients hold it: then a warm pod, which has its own, will not do.
  if (claimable && sandbox.spec.warm && restartsOf(sandbox) === 0) {
    const message = `claiming warm pod "${claimable.metadata.name}"`;
    const starting: Judgement = { state: 'starting', reason: 'Claiming', message };
    return { ...stay(seen, starting), actions: [{ do: 'claimPod', pod: claimable }] };
  }
  const actions: Action[] = tokenSecret.exists ? [] : [{ do: 'createSecret', name: tokenSecret.name }];
  actions.push({ do: 'createPod', name: podName(sandbox), secretName: tokenSecret.name });
  const message = `making pod "${podName(sandbox)}"`;
  return { ...stay(seen, { state: 'starting', reason: 'PodCreating', message }), actions };
}

/** Another pod: the present ones end, and the number goes up first, so that a crash in between repeats nothing. */
function restart(seen: Observed, because: string): Decision {
  const { sandbox, pods } = seen;
  const restarts = restartsOf(sandbox) + 1;
  const message = `${because}; another is made`;
  const decision = stay(seen, { state: 'starting', reason: 'PodLost', message });
  delete decision.facts.podIP;
  decision.actions = [{ do: 'recordRestart', restarts, because }, ...pods.filter(isNotEnding).map(endPod)];
  return decision;
}

/** Whether the pod that was lost is the one that the present number names. */
function isLatest({ sandbox, pods }: Observed): boolean {
  const restarts = restartsOf(sandbox);
  if (restarts === 0) return true;
  const name = podName(sandbox);
  return sandbox.status?.podName === name || pods.some((pod) => pod.metadata.name === name);
}

/** How the pod went, or undefined when there was none. */
function goneText({ sandbox, pods }: Observed): string | undefined {
  const lost = pods.find((pod) => pod.metadata.name === sandbox.status?.podName) ?? pods.at(-1);
  if (lost) return explainEnd(lost);
  return sandbox.status?.podName ? `pod "${sandbox.status.podName}" is gone` : undefined;
}

function restartWait({ sandbox, now }: Observed): number {
  const restarts = restartsOf(sandbox);
  const ready = sandbox.status?.conditions?.find(({ type }) => type === 'Ready');
  if (restarts < 2 || ready?.status !== 'False') return 0;
  const wait = Math.min(1000 * 2 ** (restarts - 1), RESTART_WAIT_MOST);
  return Date.parse(ready.lastTransitionTime) + wait - now.getTime();
}

function adoption({ tokenSecret }: Observed): Action[] {
  return tokenSecret.exists && !tokenSecret.adopted ? [{ do: 'adoptSecret', name: tokenSecret.name }] : [];
}

/** Nothing to do but to say so. */
function stay(seen: Observed, judgement: Judgement): Decision {
  return { actions: [], judgement, facts: podFacts(seen), requeueAfter: untilExpiry(seen) };
}

function podFacts(seen: Observed): Decision['facts'] {
  const { podName: name, podIP, accessTokenSecret, pool, startedAt, provider, sandboxID } = seen.sandbox.status ?? {};
  return {
    provider: seen.provider ?? (provider as Decision['facts']['provider']),
    sandboxID: seen.provider === 'e2b' ? sandboxID : sandboxId(seen.sandbox),
    podName: name,
    podIP,
    accessTokenSecret,
    pool,
    startedAt,
    expiresAt: expiryText(seen, startedAt),
  };
}

function expiryText({ sandbox }: Observed, startedAt: string | undefined): string | undefined {
  const expiry = expiryOf(sandbox, startedAt);
  return expiry && seconds(expiry);
}

function untilExpiry({ sandbox, now }: Observed, startedAt?: string): number | undefined {
  const expiry = expiryOf(sandbox, startedAt);
  return expiry && Math.max(expiry.getTime() - now.getTime(), 0) + 50;
}

function restartNote(restarts: number): string {
  return restarts === 0 ? '' : `, after ${restarts} lost ${restarts === 1 ? 'pod' : 'pods'}`;
}

function isNotEnding(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp;
}

function endPod(pod: Pod): Action {
  return { do: 'endPod', pod };
}

function oldest(pods: Pod[]): Pod | undefined {
  const created = ({ metadata }: Pod) => `${metadata.creationTimestamp}/${metadata.name}`;
  return pods.toSorted((a, b) => (created(a) < created(b) ? -1 : 1))[0];
}
