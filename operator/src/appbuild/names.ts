import { managedLabels } from '@appfactory/kube/ownership';
import type { ObjectMeta } from '@appfactory/resources/meta';
import { LABEL_APPBUILD } from '@appfactory/resources/meta';

/** Names of what hangs on an AppBuild. They follow from its name alone, so that a second create finds the first. */
export const planName = (build: string) => `${build}-plan`;
export const agentName = (build: string) => `${build}-agent`;
export const agentJobName = (build: string, generation: number) => `${build}-agent-${generation}`;
export const credentialsName = (build: string) => `${build}-agent-nats`;
export const ownerSecretName = (build: string) => `${build}-owner`;
/** Of the gateway’s right to read the first owner: a Role and a RoleBinding. */
export const ownerReaderName = (build: string) => `${build}-owner-reader`;
export const appSecretName = (build: string) => `${build}-app`;
export const dataClaimName = (build: string) => `${build}-data`;

export const FINALIZER = 'appfactory.dev/build';
export const ANNOTATION_GENERATION = 'appfactory.dev/generation';
/** On an agent's Job that was suspended: how long it has run until then, all times together. */
export const ANNOTATION_USED_SECONDS = 'appfactory.dev/used-seconds';
/** On the agent's credentials; RFC 3339. */
export const ANNOTATION_EXPIRES = 'appfactory.dev/expires';
/** uid of the AppBuild whose data an object holds; it stays on what outlives the AppBuild. */
export const LABEL_BUILD_UID = 'appfactory.dev/appbuild-uid';
export const LABEL_ROLE = 'appfactory.dev/role';
export const ROLE_AGENT = 'agent';

/** Where an app answers when its spec names no domain; *.localhost is this machine in every browser. */
export function defaultHost({ name, namespace }: { name: string; namespace?: string }): string {
  return `${name}.${namespace}.localhost`;
}

/** Metadata of a child: labelled for people and caches. */
export function childMeta(
  build: { metadata: ObjectMeta },
  name: string,
  labels: Record<string, string> = {},
): ObjectMeta {
  const { namespace, name: buildName } = build.metadata;
  return { name, namespace, labels: managedLabels({ [LABEL_APPBUILD]: buildName, ...labels }) };
}
