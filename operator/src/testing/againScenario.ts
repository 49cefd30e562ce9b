import { APP_BUILDS, PODS, SANDBOXES, SECRETS } from '@appfactory/kube/resources';
import type { BuildCluster } from './buildCluster.ts';
import { namesOf, stateOf } from './buildScenario.ts';
import { eventually } from './eventually.ts';

const CLIENT = { name: 'Client', fields: [{ name: 'name', type: 'string', required: true }] };
const PROJECT = { name: 'Project', fields: [{ name: 'title', type: 'string' }] };
const LIMIT = 1_800_000;

/**
 * An app is built, rolled back to a feature, built again from one, changed, cancelled while its agent writes, built on, and
 * deleted. Resolves with what there was at each of these points, in a form in which two runs can be compared.
 */
export async function againScenario(world: BuildCluster): Promise<unknown[]> {
  const namespace = await world.namespace();
  const states: unknown[] = [];
  const apply = (spec: object) => world.apply(namespace, 'crm', { entities: [CLIENT, PROJECT], ...spec });
  const ready = async (generation: number) => {
    await world.until(
      namespace,
      'crm',
      `Ready in generation ${generation}`,
      ({ status }) => status?.phase === 'Ready' && status.observedGeneration === generation,
      LIMIT,
    );
    states.push(await stateOf(world, namespace));
  };
  const script = world.script;
  world.script = ({ generation }) => (generation === 4 ? { holdAt: { feature: 0, until: new Promise(() => {}) } } : {});
  try {
    await apply({});
    await ready(1);
    await apply({ again: { mode: 'RollBack', feature: 'entity-clients' } });
    await ready(2);
    const again = { mode: 'Retry', feature: 'entity-clients' };
    await apply({ again });
    await ready(3);
    await apply({ again, title: 'Another' });
    const isWriting = ({ state }: { state: string }) => state === 'Writing';
    await world.until(
      namespace,
      'crm',
      'writing',
      ({ status }) => status?.plan?.generation === 4 && status.plan.features.some(isWriting),
      LIMIT,
    );
    await apply({ again, title: 'Another', cancelled: true });
    states.push(await cancelled(world, namespace));
    await apply({ again, title: 'Another' });
    await ready(6);
  } finally {
    world.script = script;
  }
  await world.client.delete(APP_BUILDS, { namespace, name: 'crm' });
  await eventually('gone', async () => !(await world.client.find(APP_BUILDS, { namespace, name: 'crm' })), LIMIT);
  const attempts = world.agents.attempts.filter((attempt) => attempt.namespace === namespace);
  return [
    ...states,
    await namesOf(world, namespace),
    attempts.map(({ generation, attempt }) => `${generation}/${attempt}`),
  ];
}

/** What is left of a build that was cancelled, once nothing more goes. */
async function cancelled(world: BuildCluster, namespace: string): Promise<unknown> {
  return eventually(
    'cancelled, and nothing works on it',
    async () => {
      const { status } = await world.get(namespace, 'crm');
      if (status?.phase !== 'Cancelled') return undefined;
      const left = await Promise.all([
        world.client.find(SANDBOXES, { namespace, name: 'crm' }),
        world.client.find(SECRETS, { namespace, name: 'crm-agent-nats' }),
      ]);
      const { items } = await world.client.list(PODS, { namespace, labelSelector: 'appfactory.dev/role=agent' });
      if (left.some(Boolean) || items.length > 0) return undefined;
      return { phase: status.phase, artifacts: status.artifacts, children: await namesOf(world, namespace) };
    },
    LIMIT,
  );
}
