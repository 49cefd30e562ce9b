import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@appfactory/e2e/testing/eventually';
import { dataOf } from '@appfactory/e2e/testing/launcherProcess';
import { Person } from '@appfactory/e2e/testing/person';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { Reporter } from '@appfactory/events/stream';
import { EVENT_STREAM } from '@appfactory/events/subjects';
import { TestClient } from '@appfactory/gateway/testing/client';
import { APP_BUILDS, NAMESPACES } from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import type { Page } from 'playwright-core';
import { pace, rawLatency, sentence } from '../agents.ts';
import type { Figure } from '../figure.ts';
import { residentBytes } from '../processMemory.ts';
import { metric } from '../programMetrics.ts';
import { readyLine } from '../readyLine.ts';
import type { Row } from '../row.ts';
import { median, percentile } from '../timing.ts';
import { applyTodo } from '../todoBuild.ts';

const LOAD = { agents: 1000, seconds: 60 };
/** Seconds at the beginning that are not measured: programs that have had nothing to do are slow at first. */
const WARM_UP = 10;
const CLIENTS = 100;
/** Seconds of memory that make up its beginning and its end. */
const MEMORY_SECONDS = 10;
const AT_ONCE = 10;

const EVENTS = `subscription ($namespace: String!, $name: String!) {
  buildEvents(namespace: $namespace, name: $name) { sequence type message } }`;

interface Told {
  buildEvents: { message: string };
}

/** From an agent's report to those who follow its build over the gateway: a hundred programs, and one real browser. */
export const eventToBrowser: Row = {
  name: 'eventToBrowser',
  async measure(platform, say) {
    const namespace = await platform.namespace('bench-told');
    const builds = await thousandBuilds(platform, namespace);
    say(`${builds.length} paused builds are there`);
    const [sender, receiver] = [await connect(platform), await connect(platform)];
    const person = await Person.open();
    try {
      const gateway = await eventually('the gateway is up', () =>
        readyLine(platform, 'gateway').catch(() => undefined),
      );
      const address = String(gateway.address);
      const client = await signedIn(platform, person.page, address);
      const raw = await rawLatency({ sender, receiver }, { ...LOAD, seconds: 10 });
      say(`raw: ${raw.length} messages`);
      const browser = await watchLog(person.page, `${address}/builds/${namespace}/${nameOf(0)}`);
      const followers = await followAll(client, namespace, String(gateway.metrics));
      const memory = await memoryOf(await platform.part('gateway'), () =>
        report(sender, builds, (agent, second) => followers.sent(agent, second)),
      );
      const told = await followers.ended();
      const shown = await browser.ended(followers.sentAt);
      say(`told: ${told.length} events; shown in the browser: ${shown.length}`);
      return figures({ raw, told, shown, memory });
    } finally {
      await person.close();
      await removeAll(platform, namespace, receiver);
      await sender.close();
      await receiver.close();
    }
  },
};

function figures({ raw, told, shown, memory }: Record<'raw' | 'told' | 'shown' | 'memory', number[]>): Figure[] {
  const reference = (percent: number) => ({
    what: 'raw NATS publish to subscribe at the same pace',
    value: percentile(raw, percent),
  });
  const first = median(memory.slice(WARM_UP, WARM_UP + MEMORY_SECONDS));
  return [
    {
      what: `event from agent to ${CLIENTS} subscribers of the gateway, p50, ${LOAD.agents} builds at one a second`,
      unit: 'ms',
      value: percentile(told, 50),
      reference: reference(50),
    },
    {
      what: 'event from agent to subscribers of the gateway, p99',
      unit: 'ms',
      value: percentile(told, 99),
      reference: reference(99),
      aim: { most: 100 },
    },
    {
      what: 'event from agent to the log that a person sees in a browser, p99',
      unit: 'ms',
      value: percentile(shown, 99),
      reference: reference(99),
      parts: [{ what: 'p50', value: percentile(shown, 50), unit: 'ms' }],
    },
    {
      what: `memory of the gateway after ${LOAD.seconds} s of it`,
      unit: 'bytes',
      value: median(memory.slice(-MEMORY_SECONDS)),
      reference: { what: `the same after ${WARM_UP} s`, value: first },
      aim: { mostRatio: 1.1 },
    },
  ];
}

const nameOf = (agent: number) => `told-${agent}`;
/** Milliseconds on the machine's clock, which the browser reads, too. */
const now = () => performance.timeOrigin + performance.now();

async function thousandBuilds(platform: Platform, namespace: string): Promise<AppBuild[]> {
  const builds: AppBuild[] = [];
  const left = Array.from({ length: LOAD.agents }, (_, agent) => agent);
  const work = async () => {
    for (let agent = left.shift(); agent !== undefined; agent = left.shift()) {
      builds[agent] = await applyTodo(platform, { namespace, name: nameOf(agent) }, { paused: true });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await eventually(
    `all ${LOAD.agents} builds are paused`,
    async () => {
      const { items } = await platform.client.list(APP_BUILDS, { namespace });
      return items.filter(({ status }) => status?.phase === 'Paused').length === LOAD.agents;
    },
    600_000,
  );
  return builds;
}

async function removeAll(platform: Platform, namespace: string, events: EventsConnection): Promise<void> {
  await platform.client.delete(NAMESPACES, { name: namespace });
  await eventually(
    'all builds are gone',
    async () => (await platform.client.list(APP_BUILDS, { namespace })).items.length === 0,
    900_000,
  );
  await (await events.manager()).streams.purge(EVENT_STREAM, { filter: `appfactory.${namespace}.>` });
}

function connect(platform: Platform): Promise<EventsConnection> {
  const credsFile = join(dataOf(platform.ref), 'nats', 'operator.creds');
  return connectEvents({ url: platform.addresses.nats ?? '', credsFile, name: 'bench' });
}

/** The person signs in by the link that was printed; the programs use the same session. */
async function signedIn(platform: Platform, page: Page, address: string): Promise<TestClient> {
  const link = await readFile(join(dataOf(platform.ref), 'gateway', 'sign-in-link'), 'utf8');
  await page.goto(link.trim());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Builds' }).waitFor();
  const cookies = await page.context().cookies(address);
  return new TestClient(address, { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') });
}

/** Runs in the page. */
const NOTE_TEXTS = `
  globalThis.seen = new Map();
  const look = () => {
    for (const line of document.querySelectorAll('[role=log] p')) {
      const text = line.textContent.trim();
      if (!seen.has(text)) seen.set(text, performance.timeOrigin + performance.now());
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });`;

/** Opens a build's log and notes when each text is there to be read. */
async function watchLog(page: Page, address: string) {
  await page.goto(address);
  await page.getByRole('tab', { name: 'Log' }).click();
  await page.getByText('Nothing has been reported yet').waitFor();
  await page.evaluate(NOTE_TEXTS);
  return {
    async ended(sentAt: Map<string, number>): Promise<number[]> {
      const last = sentence(0, LOAD.seconds - 1);
      await page.getByText(last).waitFor();
      const seen = await page.evaluate<[string, number][]>('[...seen]');
      return seen.flatMap(([text, at]) => {
        const sent = sentAt.get(text);
        return sent === undefined ? [] : [at - sent];
      });
    },
  };
}

/** A hundred subscriptions, each to a build of its own, beside the browser's; what they are told is timed. */
async function followAll(client: TestClient, namespace: string, metrics: string) {
  const end = new AbortController();
  const sentAt = new Map<string, number>();
  const taken: number[] = [];
  let told = 0;
  const followOne = async (agent: number) => {
    const variables = { namespace, name: nameOf(agent) };
    for await (const { buildEvents } of client.subscribe<Told>(EVENTS, variables, end.signal)) {
      told += 1;
      const sent = sentAt.get(buildEvents.message);
      if (sent !== undefined) taken.push(now() - sent);
    }
  };
  const following = Promise.all(Array.from({ length: CLIENTS }, (_, agent) => followOne(agent)));
  following.catch(() => undefined);
  await Promise.race([
    eventually('everybody listens', async () => (await metric(metrics, 'gateway_event_subscribers')) > CLIENTS),
    following,
  ]);
  return {
    sentAt,
    /** Notes when an event is sent whose way is measured. */
    sent(agent: number, second: number) {
      if (agent < CLIENTS && second >= WARM_UP) sentAt.set(sentence(agent, second), now());
    },
    async ended(): Promise<number[]> {
      await Promise.race([
        eventually('every event has been told', () => told === CLIENTS * LOAD.seconds),
        following.then(() => Promise.reject(new Error('the subscriptions ended before every event was told'))),
      ]);
      end.abort();
      await following;
      return taken;
    },
  };
}

/** All agents at work. Resolves when each has sent its last event and the stream has them. */
async function report(
  sender: EventsConnection,
  builds: AppBuild[],
  sent: (agent: number, second: number) => void,
): Promise<void> {
  const reporters = builds.map(({ metadata }, agent) => {
    const { namespace = '', uid = '' } = metadata;
    return new Reporter(sender, { namespace, name: nameOf(agent), uid, generation: 1 }, 'bench');
  });
  const refused: unknown[] = [];
  await pace(LOAD, (agent, second) => {
    sent(agent, second);
    reporters[agent]
      ?.report({ type: 'progress', message: sentence(agent, second) })
      .catch((error: unknown) => refused.push(error));
  });
  for (const reporter of reporters) await reporter.flush();
  if (refused.length > 0) throw new Error(`${refused.length} events were refused: ${String(refused[0])}`);
}

/** The resident memory (bytes) of a process, each second of some work. */
async function memoryOf(pid: number, work: () => Promise<void>): Promise<number[]> {
  const seen: number[] = [];
  const working = work();
  let done = false;
  const end = working.finally(() => {
    done = true;
  });
  end.catch(() => undefined);
  while (!done) {
    seen.push(await residentBytes(pid));
    await Promise.race([end, sleep(1000)]);
  }
  await working;
  return seen;
}
