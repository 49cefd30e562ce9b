import type { EventsConnection } from '@appfactory/events/connection';

/** What the stream itself has of a build. */
export async function sequencesOnStream(events: EventsConnection, uid: string): Promise<number[]> {
  const consumer = await events.jetstream.consumers.get('EVENTS');
  const { num_pending } = await consumer.info();
  const messages = await consumer.fetch({ max_messages: num_pending });
  const sequences: number[] = [];
  for await (const message of messages) {
    if (message.json<{ uid: string }>().uid === uid) sequences.push(message.seq);
  }
  return sequences;
}
