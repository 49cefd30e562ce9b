import type { AgentEvent } from '@appfactory/events/event';

/** An event with its place in the stream, and the build that it is of. */
export interface StoredEvent {
  sequence: number;
  namespace: string;
  build: string;
  uid: string;
  generation: number;
  at: string;
  event: AgentEvent;
}

/** Which build: a second one of the same name is another. An event counts for it only when all three are right. */
export interface BuildIdentity {
  namespace: string;
  name: string;
  uid: string;
}

export function identityKey({ namespace, name, uid }: BuildIdentity): string {
  return `${namespace}/${name}/${uid}`;
}
