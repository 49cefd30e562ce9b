import type { AgentEvent, Envelope } from '@appfactory/events/event';
import { parseEnvelope } from '@appfactory/events/stream';
import { BUILD_LIMIT, type Ref } from './builds.ts';
import type { Platform } from './platform.ts';

/** What the agents of one AppBuild report, as they do it. */
export class Reports {
  readonly all: Envelope[] = [];
  readonly #waiting = new Set<() => void>();
  #end = () => {};

  /** Begins to listen; nothing that is reported from now on is missed. */
  static async follow(platform: Platform, { namespace, name }: Ref): Promise<Reports> {
    const reports = new Reports();
    const { nats } = await platform.nats();
    const subscription = nats.subscribe(`appfactory.${namespace}.${name}.*.event`);
    reports.#end = () => subscription.unsubscribe();
    // The server has the subscription when it has answered this.
    await nats.flush();
    void (async () => {
      for await (const message of subscription) {
        const envelope = parseEnvelope(message.data);
        if (envelope) reports.all.push(envelope);
        for (const look of reports.#waiting) look();
      }
    })();
    return reports;
  }

  /** The first event of which `holds` is true. Rejects when the agent gives up before. */
  until(what: string, holds: (event: AgentEvent) => boolean, limit = BUILD_LIMIT): Promise<Envelope> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.all.find(({ event }) => holds(event));
        const last = this.all.at(-1)?.event;
        if (found) done(() => resolve(found));
        else if (last && isEnd(last)) fail('the agent has ended before');
      };
      const done = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      const fail = (why: string) => {
        const last = this.all.slice(-10).map(({ event }) => JSON.stringify(event));
        done(() => reject(new Error(`${why}: ${what}. Reported last:\n${last.join('\n')}`)));
      };
      const timer = setTimeout(() => fail(`not within ${limit / 1000} s`), limit);
      this.#waiting.add(look);
      look();
    });
  }

  end(): void {
    this.#end();
  }
}

function isEnd({ type }: AgentEvent): boolean {
  return type === 'finished' || type === 'failed';
}
