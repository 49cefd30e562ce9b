import { createHash } from 'node:crypto';
import { managedLabels } from '@appfactory/kube/ownership';
import { LABEL_APPBUILD, type ObjectMeta } from '@appfactory/resources/meta';
import { LABEL_RELEASE, type Release } from '@appfactory/resources/release';
import type { Version } from './observed.ts';

export const FINALIZER = 'appfactory.dev/release';
/** On pods and their templates: the artifact's digest, without its prefix and short enough for a label. */
export const LABEL_ARTIFACT = 'appfactory.dev/artifact';
/** On a claim of a host, which is a ConfigMap of the platform's namespace. */
export const LABEL_HOST_CLAIM = 'appfactory.dev/host-claim';
export const ANNOTATION_DIGEST = 'appfactory.dev/digest';
export const ANNOTATION_RESTORE = 'appfactory.dev/restore-from-before';
/** On a Deployment: when its present version was put into place; RFC 3339. */
export const ANNOTATION_STARTED = 'appfactory.dev/version-started';
/** On a volume: the AppBuild that it was taken over from. */
export const ANNOTATION_ADOPTED = 'appfactory.dev/adopted-from';

/** On pods and their templates, and on the Secret that holds it: the revision of the environment variables. */
export const ANNOTATION_ENVIRONMENT = 'appfactory.dev/environment-revision';
/** On a Secret: one revision of the environment variables of the Release that is the value; never written again. */
export const LABEL_REVISION_OF = 'appfactory.dev/environment-revision-of';

export const readerSecretName = (release: string) => `${release}-release-nats`;
export const revisionName = (release: string, revision: string) => `${release}-environment-${revision}`;
export const claimName = (host: string) => `host-${createHash('sha256').update(host).digest('hex').slice(0, 24)}`;

/** Short, since it becomes a label of pods. */
export function rehearsalName(release: string, { artifact: { digest }, environment }: Version): string {
  const hex = environment ? createHash('sha256').update(`${digest} ${environment}`).digest('hex') : hexOf(digest);
  return `${release}-rehearse-${hex.slice(0, 8)}`;
}

export function hexOf(digest: string): string {
  return digest.replace(/^sha256:/, '');
}

/** A label's value holds at most 63 characters. */
export function artifactLabel(digest: string): string {
  return hexOf(digest).slice(0, 32);
}

export function releaseMeta(release: Release, name: string, labels: Record<string, string> = {}): ObjectMeta {
  return {
    name,
    namespace: release.metadata.namespace,
    labels: managedLabels({
      [LABEL_APPBUILD]: release.spec.appBuild,
      [LABEL_RELEASE]: release.metadata.name,
      ...labels,
    }),
  };
}

/** Whose data the volume holds: the AppBuild's, or the release's own where it stands alone. */
export function dataOwner({ metadata }: Release): string {
  return metadata.ownerReferences?.find(({ controller }) => controller)?.uid ?? metadata.uid ?? '';
}

/** NAMESPACE.localhost is that namespace's, too, with all below it: cookies set there are sent to every app below. */
export function namespaceOfHost(host: string): string | undefined {
  return /(?:^|\.)([a-z0-9-]+)\.localhost$/.exec(host)?.[1];
}
