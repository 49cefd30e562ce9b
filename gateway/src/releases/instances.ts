import type { KubeClient } from '@appfactory/kube/client';
import type { ContainerStatus, Pod } from '@appfactory/kube/core';
import { ApiError, isForbidden, isNotFound } from '@appfactory/kube/errors';
import { PODS } from '@appfactory/kube/resources';
import { resourcePath } from '@appfactory/kube/resourceType';
import { LABEL_RELEASE } from '@appfactory/resources/release';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Failed } from '../graphql/failure.ts';
import type { PersonKube } from '../kube/personKube.ts';

@ObjectType({ description: 'A pod that runs a released app.' })
export class ReleaseInstance {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'The machine that it runs on.' })
  node!: string | null;

  @Field(() => Boolean, { description: 'It answers, and takes traffic.' })
  ready!: boolean;

  @Field(() => String, { description: 'For people: what it does, or why it does not.' })
  state!: string;

  @Field(() => Int, { description: 'How often the app was started again.' })
  restarts!: number;

  @Field(() => Date, { nullable: true })
  startedAt!: Date | null;
}

interface ReleaseRef {
  namespace: string;
  name: string;
}

const APP = 'app';
/** Bytes of a log that are read. */
const MOST_LOG = 256_000;

/** The pods of a release, the newest first; null when Kubernetes does not let the person see pods there. */
export async function instancesOf(kube: PersonKube, release: ReleaseRef): Promise<ReleaseInstance[] | null> {
  return whereAllowed(async () => (await podsOf(kube.in(release.namespace), release)).map(toInstance));
}

/**
 * The last lines that the app wrote, each with its time; of the run before when it has just failed. Empty when it has not
 * started; null when Kubernetes does not let the person read logs there.
 */
export async function logOf(kube: PersonKube, release: ReleaseRef, lines: number): Promise<string | null> {
  return whereAllowed(async () => {
    const client = kube.in(release.namespace);
    const pods = await podsOf(client, release);
    const pod = pods.find((one) => statusOf(one)?.ready) ?? pods[0];
    if (!pod) return '';
    const { state, restartCount = 0 } = statusOf(pod) ?? {};
    const path = resourcePath(PODS, release.namespace, pod.metadata.name, 'log');
    const query = { container: APP, tailLines: lines, limitBytes: MOST_LOG, timestamps: true };
    return client
      .text(path, { ...query, previous: state?.waiting && restartCount > 0 ? true : undefined })
      .catch(noLog);
  });
}

async function podsOf(client: KubeClient, { namespace, name }: ReleaseRef): Promise<Pod[]> {
  // The pods of rehearsals carry the release's label, too; only the app's the name.
  const labelSelector = `${LABEL_RELEASE}=${name},app.kubernetes.io/name=${name}`;
  const { items } = await client.list(PODS, { namespace, labelSelector });
  const born = ({ metadata }: Pod) => Date.parse(metadata.creationTimestamp ?? '') || 0;
  return items.sort((a, b) => born(b) - born(a));
}

/** What has not begun, or is gone, has no log. */
function noLog(error: unknown): string {
  if (error instanceof ApiError && (error.code === 400 || isNotFound(error))) return '';
  throw error;
}

async function whereAllowed<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const isRefused =
      (error instanceof ApiError && isForbidden(error)) || (error instanceof Failed && error.code === 'FORBIDDEN');
    if (isRefused) return null;
    throw error;
  }
}

function statusOf({ status }: Pod): ContainerStatus | undefined {
  return status?.containerStatuses?.find(({ name }) => name === APP);
}

function toInstance(pod: Pod): ReleaseInstance {
  const { metadata, spec, status } = pod;
  const app = statusOf(pod);
  return Object.assign(new ReleaseInstance(), {
    name: metadata.name,
    node: spec.nodeName ?? null,
    ready: app?.ready ?? false,
    state: stateOf(pod, app),
    restarts: app?.restartCount ?? 0,
    startedAt: status?.startTime ? new Date(status.startTime) : null,
  });
}

function stateOf({ metadata, spec, status }: Pod, app: ContainerStatus | undefined): string {
  if (metadata.deletionTimestamp) return 'Stopping';
  if (!spec.nodeName)
    return status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message ?? 'Waits for a machine';
  if (app?.ready) return 'Answers';
  if (app?.state?.running) return 'Starting: it does not answer yet';
  const { waiting, terminated } = app?.state ?? {};
  if (terminated) return `Ended with status ${terminated.exitCode}${terminated.reason ? `: ${terminated.reason}` : ''}`;
  const preparing = status?.initContainerStatuses?.find(({ state }) => state?.running);
  if (preparing) return preparing.name === 'fetch' ? 'Fetching the version' : 'Preparing the data';
  return waiting?.message ?? waiting?.reason ?? status?.message ?? 'Starting';
}
