import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@appfactory/e2e/testing/eventually';
import type { EventsConnection } from '@appfactory/events/connection';

/** What agents report in the rows about events: as long as a sentence about their work is. */
export function sentence(agent: number, second: number): string {
  return `Second ${second} of build ${agent}: what an agent would say of its work, at about this length`;
}

/** Each agent once a second, spread over the second, as agents that know nothing of each other are. */
export async function pace(
  { agents, seconds }: { agents: number; seconds: number },
  send: (agent: number, second: number) => void,
): Promise<void> {
  const started = performance.now();
  for (let sent = 0; sent < agents * seconds; sent++) {
    const wait = started + (sent * 1000) / agents - performance.now();
    if (wait > 1) await sleep(wait);
    send(sent % agents, Math.floor(sent / agents));
  }
}

/** Milliseconds from publish to subscribe of plain NATS messages, at the pace of these agents and as large as their events. */
export async function rawLatency(
  { sender, receiver }: { sender: EventsConnection; receiver: EventsConnection },
  load: { agents: number; seconds: number },
): Promise<number[]> {
  const taken: number[] = [];
  const subscription = receiver.nats.subscribe('bench.raw', {
    callback: (_, message) => {
      taken.push(performance.now() - Number(message.string().split(' ')[0]));
    },
  });
  await receiver.nats.flush();
  const rest = ' '.repeat(250);
  await pace(load, () => sender.nats.publish('bench.raw', `${performance.now()} ${rest}`));
  await eventually('every message has arrived', () => taken.length === load.agents * load.seconds);
  subscription.unsubscribe();
  return taken;
}
