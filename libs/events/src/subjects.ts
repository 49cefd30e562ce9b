/**
 * The subject tree: appfactory.<namespace>.<build>.<generation>.event, and .chat without a generation. Namespaces and names of AppBuilds are DNS labels,
 * so no token of it can hold a dot. A tenant is a namespace: appfactory.<namespace>.> is all that is its.
 */
export const EVENT_STREAM = 'EVENTS';
export const EVENT_SUBJECTS = 'appfactory.*.*.*.event';

/** The chats of builds: appfactory.<namespace>.<build>.chat. Only the gateway may publish on it. */
export const CHAT_STREAM = 'CHAT';
export const CHAT_SUBJECTS = 'appfactory.*.*.chat';

export interface BuildRef {
  namespace: string;
  name: string;
  /** metadata.uid of the AppBuild: a second build of the same name is another build. */
  uid: string;
  generation: number;
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Subject on which the agent of one generation of a build reports. Throws on names that are not DNS labels. */
export function eventSubject({ namespace, name, generation }: BuildRef): string {
  return `${subjectOf(namespace, name)}.${generation}.event`;
}

/** Subject of a build’s chat. Throws on names that are not DNS labels. */
export function chatSubject({ namespace, name }: Pick<BuildRef, 'namespace' | 'name'>): string {
  return `${subjectOf(namespace, name)}.chat`;
}

function subjectOf(namespace: string, name: string): string {
  return `appfactory.${tokenOf(namespace)}.${tokenOf(name)}`;
}

/** The text, as a part of a subject. Throws on what is not a DNS label. */
export function tokenOf(text: string): string {
  if (!LABEL.test(text)) throw new Error(`"${text}" cannot be part of a subject: it is not a DNS label`);
  return text;
}

/** What a bucket is for: a build’s has its repository, artifacts and screenshots; an export’s the archive of a released app’s data. */
export type BucketKind = 'build' | 'export';

/** Object store bucket of one AppBuild, or of one DataExport. */
export function bucketName(uid: string, kind: BucketKind = 'build'): string {
  if (!/^[0-9a-f-]{36}$/.test(uid)) throw new Error(`"${uid}" is not the uid of an object`);
  return `${kind}_${uid}`;
}

/** Key of an artifact in its build's bucket. */
export function artifactKey(digest: string): string {
  return `artifact-${digest.replace(/^sha256:/, '')}`;
}

/** Key of the archive in the bucket of a DataExport, and of what is said of its contents. */
export const DATA_ARCHIVE_KEY = 'archive';
export const DATA_CONTENTS_KEY = 'contents';

/** Key of the git bundle that holds all commits of a build. */
export const REPOSITORY_KEY = 'repository';

/** Key of the plan that the agent of a generation builds: what an app is rolled back to is proven by the plan of then. */
export function planKey(generation: number): string {
  return `plan-${generation}`;
}
