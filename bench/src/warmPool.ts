import { untilObject } from '@appfactory/e2e/testing/builds';
import { eventually } from '@appfactory/e2e/testing/eventually';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { APP_TEMPLATES, PODS, SANDBOX_POOLS } from '@appfactory/kube/resources';
import { API_VERSION, LABEL_POOL, LABEL_SANDBOX } from '@appfactory/resources/meta';
import { DAEMON_PORT } from '@appfactory/resources/sandbox';
import type { SandboxPool } from '@appfactory/resources/sandboxPool';

const NAME = 'warm';

/** Makes a pool in this namespace, or changes its size. */
export function setPool(
  { client }: Platform,
  namespace: string,
  template: string,
  replicas: number,
): Promise<SandboxPool> {
  return client.apply(
    SANDBOX_POOLS,
    {
      apiVersion: API_VERSION,
      kind: 'SandboxPool',
      metadata: { name: NAME, namespace },
      spec: { template, replicas },
    },
    { fieldManager: 'bench' },
  );
}

/** Waits until every sandbox of the pool can be claimed, and its development server has taken over from the standby. */
export async function untilWarm({ client }: Platform, namespace: string): Promise<void> {
  const pool = await untilObject(
    client,
    SANDBOX_POOLS,
    { namespace, name: NAME },
    {
      what: 'the pool is full',
      holds: (seen) => seen?.status?.readyReplicas === seen?.spec.replicas && seen,
    },
  );
  const template = await client.get(APP_TEMPLATES, { name: pool.spec.template });
  const labelSelector = `${LABEL_POOL}=${NAME},!${LABEL_SANDBOX}`;
  const { items } = await client.list(PODS, { namespace, labelSelector });
  for (const { metadata, status } of items.filter((pod) => !pod.metadata.deletionTimestamp)) {
    await eventually(
      `the development server of warm pod ${metadata.name} answers`,
      () => isDevelopmentServerUp(status?.podIP ?? '', template.spec.start.port),
      300_000,
    );
  }
}

async function isDevelopmentServerUp(podIP: string, port: number): Promise<boolean> {
  const answer = await fetch(`http://${podIP}:${DAEMON_PORT}/__preview/status`, {
    headers: { 'e2b-sandbox-port': String(port) },
  });
  return answer.ok && ((await answer.json()) as { devReady?: boolean }).devReady === true;
}
