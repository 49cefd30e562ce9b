import { randomUUID } from 'node:crypto';

/** What somebody hostile knows of another tenant: its names, and the ids of what is in it. */
export interface Target {
  namespace: string;
  /** Of a build and of its release. */
  build: string;
  /** Of the build. */
  uid: string;
  /** A message of its chat. */
  said: string;
  commit: string;
  /** Of its artifact. */
  digest: string;
  /** Name of a DataExport of its release. */
  exported: string;
  /** Number of one of its invoices. */
  invoice: string;
  /** Id of an access token of its owner. */
  token: string;
  /** Name of its owner. */
  member: string;
}

/** A build of the hostile one’s own. */
export interface OwnBuild {
  namespace: string;
  name: string;
}

/** A tenant that never was, with ids like those of one that is. */
export function nobody(target: Target): Target {
  const hex = (length: number) =>
    randomUUID()
      .replaceAll('-', '')
      .padEnd(length, '0')
      .slice(0, length)
      .replace(/[^0-9a-f]/g, '0');
  return {
    ...target,
    namespace: 'nowhere-at-all',
    uid: randomUUID(),
    said: randomUUID(),
    commit: hex(40),
    digest: `sha256:${hex(64)}`,
    exported: `secret-${hex(8)}`,
    invoice: 'AF-777777',
    token: randomUUID(),
  };
}

/** Takes out what was asked with, so that answers about two targets can be compared. */
export function without(target: Target, answer: string): string {
  let text = answer;
  for (const key of ['uid', 'said', 'commit', 'digest', 'exported', 'invoice', 'token', 'namespace'] as const) {
    if (target[key] !== '') text = text.replaceAll(target[key], `(${key})`);
  }
  return text;
}
