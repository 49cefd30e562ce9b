import {
  APP_BUILDS,
  CONFIG_MAPS,
  DEPLOYMENTS,
  INGRESSES,
  JOBS,
  PODS,
  RELEASES,
  SANDBOXES,
  SECRETS,
  SERVICES,
} from '@appfactory/kube/resources';
import type { ResourceType } from '@appfactory/kube/resourceType';
import { CLEAN_UP_FAILED } from '../objects/cleanUp.ts';
import { type BuildCluster, conditionsOf } from './buildCluster.ts';
import { eventually } from './eventually.ts';

const CLIENT = { name: 'Client', fields: [{ name: 'name', type: 'string', required: true }] };
const PROJECT = { name: 'Project', fields: [{ name: 'title', type: 'string' }] };
const KINDS: ResourceType[] = [PODS, JOBS, SANDBOXES, RELEASES, DEPLOYMENTS, SERVICES, INGRESSES, SECRETS, CONFIG_MAPS];
const LIMIT = 1_800_000;

/**
 * An app is built, its spec gets another entity, it is built again, and it is deleted. Resolves with what there was at each
 * of these points, in a form in which two runs can be compared.
 */
export async function buildScenario(world: BuildCluster): Promise<unknown[]> {
  const namespace = await world.namespace();
  const ready = (generation: number) =>
    world.until(
      namespace,
      'crm',
      `Ready in generation ${generation}`,
      ({ status }) => status?.phase === 'Ready' && status.observedGeneration === generation,
      LIMIT,
    );
  await world.apply(namespace, 'crm', { entities: [CLIENT] });
  await ready(1);
  const first = await stateOf(world, namespace);
  await world.apply(namespace, 'crm', { entities: [CLIENT, PROJECT] });
  await ready(2);
  const second = await stateOf(world, namespace);
  await world.client.delete(APP_BUILDS, { namespace, name: 'crm' });
  await eventually('gone', async () => !(await world.client.find(APP_BUILDS, { namespace, name: 'crm' })), LIMIT);
  const left = await namesOf(world, namespace);
  const attempts = world.agents.attempts.filter((attempt) => attempt.namespace === namespace);
  const told = attempts.map(({ generation, attempt, trouble }) => [
    `${generation}/${attempt}`,
    trouble ?? 'no trouble',
  ]);
  return [first, second, left, told];
}

export async function stateOf(world: BuildCluster, namespace: string) {
  const state = await eventually(
    'a state that stays',
    async () => {
      const { status } = await world.get(namespace, 'crm');
      const secret = await world.client.find(SECRETS, { namespace, name: 'crm-agent-nats' });
      // After Ready the credentials of the agent go. When that fails, a condition says so until it is tried again.
      const isClean = !secret && !status?.conditions?.some(({ type }) => type === CLEAN_UP_FAILED);
      return isClean && status?.phase === 'Ready' ? { status } : undefined;
    },
    LIMIT,
  );
  const { status } = state;
  return {
    conditions: conditionsOf(state),
    phase: status?.phase,
    progress: status?.progress,
    features: status?.plan?.features,
    generation: status?.plan?.generation,
    artifact: status?.artifact,
    artifacts: status?.artifacts,
    checks: status?.checks,
    failures: status?.failures,
    children: await namesOf(world, namespace),
  };
}

/** Every object of the namespace; what Kubernetes names at random is counted only. */
export async function namesOf(world: BuildCluster, namespace: string): Promise<string[]> {
  const found: string[] = [];
  for (const type of KINDS) {
    const { items } = await world.client.list(type, { namespace });
    for (const { kind, metadata } of items) {
      if (metadata.name !== 'kube-root-ca.crt')
        found.push(`${kind} ${kind === 'Pod' ? podName(metadata.name) : metadata.name}`);
    }
  }
  return found.sort();
}

function podName(name: string): string {
  // A Deployment's hash is a number's decimal digits in letters of its own: seldom shorter than eight.
  return name.replace(/-[a-z0-9]{5}$/, '').replace(/-[4-9bcdf]{5,10}$/, '');
}
