import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { eventually } from '@appfactory/e2e/testing/eventually';
import { dataOf } from '@appfactory/e2e/testing/launcherProcess';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { ensureEventStream, parseEnvelope, Reporter } from '@appfactory/events/stream';
import { EVENT_STREAM } from '@appfactory/events/subjects';
import { DeliverPolicy } from '@nats-io/jetstream';
import { pace, rawLatency, sentence } from '../agents.ts';
import type { Row } from '../row.ts';
import { percentile } from '../timing.ts';

const LOAD = { agents: 1000, seconds: 10 };
const NAMESPACE = 'bench-events';

/** An agent's report to a reader of the stream of all events, a thousand agents reporting once a second. */
export const eventLatency: Row = {
  name: 'eventLatency',
  async measure(platform, say) {
    const [sender, receiver] = [await connect(platform), await connect(platform)];
    try {
      const raw = await rawLatency({ sender, receiver }, LOAD);
      say(`raw: ${raw.length} messages`);
      const stored = await measureStream(sender, receiver);
      say(`stream: ${stored.length} events`);
      const reference = (percent: number) => ({
        what: 'raw NATS publish to subscribe at the same pace',
        value: percentile(raw, percent),
      });
      return [
        {
          what: `event from agent to reader of the stream, p50, ${LOAD.agents} builds at one a second`,
          unit: 'ms',
          value: percentile(stored, 50),
          reference: reference(50),
        },
        {
          what: 'event from agent to reader of the stream, p99',
          unit: 'ms',
          value: percentile(stored, 99),
          reference: reference(99),
          aim: { most: 100 },
        },
      ];
    } finally {
      await sender.close();
      await receiver.close();
    }
  },
};

function connect(platform: Platform): Promise<EventsConnection> {
  const credsFile = join(dataOf(platform.ref), 'nats', 'operator.creds');
  return connectEvents({ url: platform.addresses.nats ?? '', credsFile, name: 'bench' });
}

async function measureStream(sender: EventsConnection, receiver: EventsConnection): Promise<number[]> {
  const manager = await receiver.manager();
  await ensureEventStream(manager);
  const consumer = await receiver.jetstream.consumers.get(EVENT_STREAM, {
    deliver_policy: DeliverPolicy.New,
    filter_subjects: `appfactory.${NAMESPACE}.>`,
  });
  const messages = await consumer.consume();
  const sent = new Map<string, number>();
  const taken: number[] = [];
  const reading = (async () => {
    for await (const message of messages) {
      const event = parseEnvelope(message.data)?.event;
      const at = event?.type === 'progress' ? sent.get(event.message) : undefined;
      if (at !== undefined) taken.push(performance.now() - at);
    }
  })();
  const reporters = Array.from({ length: LOAD.agents }, (_, index) => {
    const build = { namespace: NAMESPACE, name: `build-${index}`, uid: randomUUID(), generation: 1 };
    return new Reporter(sender, build, 'bench');
  });
  const refused: unknown[] = [];
  try {
    await pace(LOAD, (build, second) => {
      const message = sentence(build, second);
      sent.set(message, performance.now());
      reporters[build]?.report({ type: 'progress', message }).catch((error: unknown) => refused.push(error));
    });
    await eventually('every event has arrived', () => {
      if (refused.length > 0) throw new Error(`${refused.length} events were refused: ${String(refused[0])}`);
      return taken.length === LOAD.agents * LOAD.seconds;
    });
  } finally {
    await messages.close();
    await reading;
    await manager.streams.purge(EVENT_STREAM, { filter: `appfactory.${NAMESPACE}.>` });
  }
  return taken;
}
