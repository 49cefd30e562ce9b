import type { Sandbox } from '@appfactory/resources/sandbox';
import { type Judgement, waiting } from '../../objects/judgement.ts';
import { REASON_CANCELLED, REASON_PAUSED, REASON_WAITING_FOR_CAPACITY } from '../conditions.ts';
import type { Action, Observed } from '../observed.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';
import { holdOf } from './hold.ts';
import type { Step } from './plan.ts';

/** The sandbox that the build can use, or will be able to once it is ready. */
export function usableSandbox({ sandbox, planned }: Observed): Sandbox | undefined {
  if (!sandbox || sandbox.metadata.deletionTimestamp || isOver(sandbox)) return undefined;
  if ('plan' in planned && sandbox.spec.template !== planned.plan.template) return undefined;
  return sandbox;
}

export function isReady(sandbox: Sandbox | undefined): boolean {
  return sandbox?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function isOver({ status }: Sandbox): boolean {
  return status?.phase === 'Ended' || status?.phase === 'Failed';
}

/** plan -> sandbox: one while there is work, none when there is not; a lost one is replaced. */
export function sandboxStep(seen: Observed, isPlanned: boolean): Step {
  const outcome = outcomeOf(seen);
  if ('error' in seen.planned || !seen.template) {
    return {
      judgement: waiting('Waits for a plan'),
      actions: [],
      cleanUp: releaseRoom(seen, 'the spec cannot be built'),
    };
  }
  if (isPlanned && (outcome.state === 'built' || outcome.state === 'failed')) return afterTheBuild(seen, outcome);
  const hold = holdOf(seen);
  if (hold) return whileHeld(seen, hold);
  const { sandbox } = seen;
  if (!sandbox) {
    if (seen.waitsFor) {
      return {
        judgement: { status: 'False', reason: REASON_WAITING_FOR_CAPACITY, message: seen.waitsFor },
        actions: [],
      };
    }
    return {
      judgement: { status: 'False', reason: 'Creating', message: 'Asking for a sandbox' },
      actions: [{ do: 'ensureSandbox' }],
    };
  }
  if (!usableSandbox(seen)) return replace(sandbox);
  if (isReady(sandbox)) {
    return { judgement: { status: 'True', reason: 'Ready', message: 'The sandbox runs' }, actions: [] };
  }
  const trouble = seen.sandboxTrouble;
  if (trouble?.reason === 'Unschedulable') {
    return {
      judgement: {
        status: 'False',
        reason: REASON_WAITING_FOR_CAPACITY,
        message: `Waits until a node has room for the sandbox: ${trouble.message}`,
      },
      actions: [],
    };
  }
  const said = sandbox.status?.conditions?.find(({ type }) => type === 'Ready')?.message;
  return {
    judgement: {
      status: 'False',
      reason: trouble?.reason ?? 'Starting',
      message: trouble ? `The sandbox does not start: ${trouble.message}` : (said ?? 'The sandbox starts'),
    },
    actions: [],
  };
}

/** What a person has paused is kept for them while nobody else needs the room; what costs too much ends with its agent. */
function whileHeld(seen: Observed, { reason, message }: Judgement): Step {
  if (reason === REASON_PAUSED) {
    return {
      judgement: { status: 'Unknown', reason, message: 'Paused' },
      actions: [],
      cleanUp: seen.othersWait ? releaseRoom(seen, 'the build is paused and others wait for room') : [],
    };
  }
  const agentWorks = seen.agentPods > 0;
  const isCancelled = reason === REASON_CANCELLED;
  return {
    judgement: { status: 'Unknown', reason, message: isCancelled ? 'Cancelled: no sandbox is needed' : message },
    actions: [],
    cleanUp: agentWorks ? [] : releaseRoom(seen, isCancelled ? 'the build is cancelled' : message),
  };
}

/** What has ended after it ran is replaced; what could never start would not start the next time either. */
function replace(sandbox: Sandbox): Step {
  const said = sandbox.status?.conditions?.find(({ type }) => type === 'Ready')?.message ?? 'it has ended';
  if (sandbox.status?.phase === 'Failed' && !sandbox.status.startedAt && !sandbox.metadata.deletionTimestamp) {
    return {
      judgement: {
        status: 'False',
        reason: 'SandboxFailed',
        message: `The sandbox could not start: ${said}. Delete it to try again: kubectl delete sandbox ${sandbox.metadata.name}`,
        terminal: true,
      },
      actions: [],
    };
  }
  return {
    judgement: {
      status: 'False',
      reason: 'SandboxLost',
      message: `The sandbox is lost (${said}). A new one comes, and the agent goes on from the last commit`,
    },
    actions: sandbox.metadata.deletionTimestamp ? [] : [{ do: 'deleteSandbox', why: said }],
  };
}

/** The preview stays for a while after the build, unless others wait for room. */
function afterTheBuild(seen: Observed, outcome: Outcome): Step {
  const { sandbox, othersWait } = seen;
  if (!usableSandbox(seen)) {
    return {
      judgement: { status: 'False', reason: 'NotNeeded', message: 'The build has ended; its sandbox is gone' },
      actions: [],
      cleanUp: sandbox ? releaseRoom(seen, 'the build has ended') : [],
    };
  }
  const over = othersWait || seen.build.spec.cancelled === true || keepMilliseconds(seen) <= 0;
  return {
    judgement: {
      status: isReady(sandbox) ? 'True' : 'False',
      reason: 'Kept',
      message: outcome.state === 'built' ? 'The build has ended; the preview stays for a while' : 'Kept for a look',
    },
    actions: [],
    cleanUp: over ? releaseRoom(seen, othersWait ? 'others wait for room' : 'the build has ended') : [],
  };
}

/** How much longer the sandbox of an ended build is kept. */
export function keepMilliseconds({ status, build, now }: Observed): number {
  // Before the end is written down it was just now.
  const ended = (status.conditions ?? []).find(
    ({ type, status: is }) => is === 'True' && (type === 'Built' || type === 'Stalled'),
  );
  const since = ended ? Date.parse(ended.lastTransitionTime) : now.getTime();
  return since + build.spec.sandbox.keepMinutes * 60_000 - now.getTime();
}

function releaseRoom({ sandbox }: Observed, why: string): Action[] {
  return sandbox && !sandbox.metadata.deletionTimestamp ? [{ do: 'deleteSandbox', why }] : [];
}
