import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { startControlPlane, type TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectEvents, type EventsConnection } from './connection.ts';
import type { AgentEvent } from './event.ts';
import { ensureEventStream, Reporter } from './stream.ts';
import { EVENT_STREAM } from './subjects.ts';

const BUILD = { namespace: 'acme', name: 'crm', uid: '00000000-0000-4000-8000-000000000000', generation: 1 };
/** What no test waits for: only a connection that is there again may end a wait. */
const NEVER = 3_600_000;

let plane: TestControlPlane;
let wire: Wire;
let events: EventsConnection;

/** A wire to a server that can swallow what is sent over it, and break. */
class Wire {
  swallows: 'nothing' | 'questions' | 'answers' = 'nothing';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(target: number) {
    this.#server = createServer((near) => {
      const far = connect(target, '127.0.0.1');
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
      }
      near.on('data', (data) => this.swallows !== 'questions' && far.write(data)).on('close', () => far.destroy());
      far.on('data', (data) => this.swallows !== 'answers' && near.write(data)).on('close', () => near.destroy());
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `nats://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.swallows = 'nothing';
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

beforeAll(async () => {
  plane = await startControlPlane({ parts: ['nats'], manifests: false });
  const { nats } = plane.plane;
  if (!nats) throw new Error('the control plane came up without NATS');
  wire = new Wire(Number(new URL(nats.url).port));
  events = await connectEvents({ url: await wire.listen(), credsFile: nats.operatorCreds, name: 'test' });
  await ensureEventStream(await events.manager());
}, 120_000);

afterAll(async () => {
  await events?.nats.close();
  await wire?.close();
  await plane?.stop();
}, 120_000);

const progress = (message: string): AgentEvent => ({ type: 'progress', message });

async function stored(): Promise<number> {
  const { state } = await (await events.manager()).streams.info(EVENT_STREAM);
  return state.messages;
}

test.each([
  ['did not reach the server', 'questions'],
  ['reached the server, which could not answer', 'answers'],
] as const)(
  'an event that %s before the connection broke is sent again when it holds, and stored once',
  async (what, swallows) => {
    const reporter = new Reporter(events, BUILD, what, { answerWithin: NEVER });
    await reporter.report(progress('before'));
    const before = await stored();
    wire.swallows = swallows;
    const reported = reporter.report(progress('meanwhile'));
    const after = reporter.report(progress('after'));
    // What is written is on its way before the wire breaks.
    await new Promise((resolve) => setImmediate(resolve));
    wire.cut();
    await Promise.all([reported, after]);
    expect((await stored()) - before).toBe(2);
  },
  120_000,
);

test('a server that is killed and comes back has every event, once', async () => {
  const reporter = new Reporter(events, BUILD, 'killed', { answerWithin: NEVER });
  await reporter.report(progress('first'));
  const before = await stored();
  const server = plane.plane.parts.running.find(({ name }) => name === 'nats-server');
  const back = new Promise<void>((resolve) => {
    const end = events.link.onBack(() => {
      end();
      resolve();
    });
  });
  const reported: Promise<void>[] = [];
  const report = () => {
    reported.push(reporter.report(progress(`number ${reported.length}`)));
  };
  for (let count = 0; count < 50; count++) report();
  process.kill(server?.pid() ?? 0, 'SIGKILL');
  const more = setInterval(report, 20);
  await back.finally(() => clearInterval(more));
  await Promise.all(reported);
  expect((await stored()) - before).toBe(reported.length);
}, 300_000);
