import type { KubeClient } from '@appfactory/kube/client';
import { createLog } from '@appfactory/kube/log';
import type { KubeObject } from '@appfactory/kube/object';
import { APP_BUILDS, EVENTS, PODS } from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import { runWatchLoop } from '@appfactory/kube/watch';
import type { AppBuild, AppBuildSpec } from '@appfactory/resources/appBuild';
import type { Condition } from '@appfactory/resources/meta';

/** Milliseconds in which a build of a small app ends, however busy the machine is. */
export const BUILD_LIMIT = 1_800_000;

export interface Ref {
  namespace: string;
  name: string;
}

export function applyBuild(client: KubeClient, ref: Ref, spec: object): Promise<AppBuild> {
  return client.apply(
    APP_BUILDS,
    {
      apiVersion: 'appfactory.dev/v1alpha1',
      kind: 'AppBuild',
      metadata: ref,
      spec: spec as Partial<AppBuildSpec>,
    },
    { fieldManager: 'e2e' },
  );
}

/**
 * Watches one object until `holds` gives something truthy, and gives that. `holds` gets undefined when there is no such
 * object; what it throws ends the wait.
 * @throws Error with `what` and the object's last status.
 */
export async function untilObject<T extends KubeObject, R>(
  client: KubeClient,
  type: ResourceType<T>,
  ref: Ref,
  options: { what: string; limit?: number; holds: (object: T | undefined) => R | undefined | false },
): Promise<R> {
  const { what, limit = BUILD_LIMIT, holds } = options;
  const stop = new AbortController();
  const log = createLog('e2e');
  log.level = 'silent';
  let last: T | undefined;
  try {
    return await new Promise<R>((resolve, reject) => {
      const look = (object: T | undefined) => {
        last = object ?? last;
        try {
          const result = holds(object);
          if (result) resolve(result);
        } catch (error) {
          reject(error as Error);
        }
      };
      const timer = setTimeout(() => reject(new Error(`not within ${limit / 1000} s: ${what}`)), limit);
      stop.signal.addEventListener('abort', () => clearTimeout(timer));
      void runWatchLoop<T>({
        client,
        type,
        namespace: ref.namespace,
        fieldSelector: `metadata.name=${ref.name}`,
        log,
        signal: stop.signal,
        handler: { replaced: (items) => look(items[0]), changed: look, deleted: () => look(undefined) },
      });
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${type.kind} ${ref.namespace}/${ref.name}: ${message}\n${await story(client, ref, last)}`, {
      cause: error,
    });
  } finally {
    stop.abort();
  }
}

/** Waits until the AppBuild of this generation (default: the present one) is Ready; throws as soon as it is Stalled. */
export function untilReady(client: KubeClient, ref: Ref, generation = 1, limit = BUILD_LIMIT): Promise<AppBuild> {
  return untilObject(client, APP_BUILDS, ref, {
    what: 'it is Ready',
    limit,
    holds: (build) => {
      if (!build?.status) return undefined;
      const { status, metadata } = build;
      if (status.observedGeneration !== metadata.generation || (metadata.generation ?? 1) < generation)
        return undefined;
      const stalled = conditionOf(build, 'Stalled');
      if (stalled?.status === 'True') throw new Error(`it is stalled: ${stalled.reason}: ${stalled.message}`);
      return conditionOf(build, 'Ready')?.status === 'True' && build;
    },
  });
}

/** Waits until a condition says this reason, and gives the condition. */
export function untilReason(
  client: KubeClient,
  type: ResourceType<AppBuild> | ResourceType,
  ref: Ref,
  condition: string,
  reason: string,
  limit = 600_000,
): Promise<Condition> {
  return untilObject<KubeObject, Condition>(client, type as ResourceType, ref, {
    what: `its condition ${condition} says ${reason}`,
    limit,
    holds: (object) => {
      const found = conditionOf(object as WithConditions | undefined, condition);
      return found?.reason === reason ? found : undefined;
    },
  });
}

type WithConditions = { status?: { conditions?: Condition[] } };

export function conditionOf(object: WithConditions | undefined, type: string): Condition | undefined {
  return object?.status?.conditions?.find((condition) => condition.type === type);
}

/** What a person would look at who wonders why: status, events, the agent's last words. */
async function story(client: KubeClient, { namespace, name }: Ref, object: KubeObject | undefined): Promise<string> {
  const status = JSON.stringify((object as { status?: unknown } | undefined)?.status, null, 1);
  try {
    const { items: events } = await client.list(EVENTS, { namespace });
    const said = (events as unknown as { regarding?: { kind: string; name: string }; reason?: string; note?: string }[])
      .slice(-40)
      .map(({ regarding, reason, note }) => `  ${regarding?.kind}/${regarding?.name}: ${reason}: ${note}`);
    const { items: pods } = await client.list(PODS, { namespace });
    const states = pods.map(({ metadata, status: { phase, containerStatuses } = {} }) => {
      const containers = containerStatuses?.map((one) => `${one.name} ${JSON.stringify(one.state)}`);
      return `  ${metadata.name}: ${phase} ${containers?.join(', ')}`;
    });
    const agent = pods.filter(({ metadata }) => metadata.name.startsWith(`${name}-agent-`)).at(-1);
    const path = `/api/v1/namespaces/${namespace}/pods/${agent?.metadata.name}/log`;
    const log = agent ? await client.text(path, { container: 'agent', tailLines: 30 }).catch(String) : 'no agent';
    return `${status}\nEvents:\n${said.join('\n')}\nPods:\n${states.join('\n')}\nThe agent's log:\n${log}`;
  } catch (error) {
    return `${status}\n(what else there was could not be read: ${String(error)})`;
  }
}
