import { parseEnvelope } from '@appfactory/events/stream';
import type { JsMsg } from '@nats-io/jetstream';
import type { StoredEvent } from './stored.ts';

const UID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LARGEST_INT = 2 ** 31 - 1;

/**
 * The event in a message, or undefined for one that no agent of ours can have sent. Agents are not trusted: what they may
 * choose freely must be something that PostgreSQL can hold, else one of them would hold up everybody's events.
 */
export function parseMessage({ subject, seq, data, time }: Pick<JsMsg, 'subject' | 'seq' | 'data' | 'time'>) {
  const [, namespace, build, generation] = subject.split('.');
  const envelope = parseEnvelope(data);
  if (!envelope || !namespace || !build) return undefined;
  // The subject is what the server let the agent publish on.
  if (String(envelope.generation) !== generation || envelope.generation > LARGEST_INT) return undefined;
  if (!UID.test(envelope.uid)) return undefined;
  const said = new Date(envelope.at);
  const isTime = said.getTime() > 0 && said.getUTCFullYear() < 10_000;
  const event: StoredEvent = {
    sequence: seq,
    namespace,
    build,
    uid: envelope.uid,
    generation: envelope.generation,
    at: (isTime ? said : time).toISOString(),
    event: storable(envelope.event),
  };
  return event;
}

/** A value without what a jsonb value cannot hold: zero characters, and halves of surrogate pairs. */
export function storable<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\ufffd') : part,
    ),
  ) as T;
}
