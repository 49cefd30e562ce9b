import { Worker } from 'node:worker_threads';
import { Failed } from '../graphql/failure.ts';
import type { PlanAnswer, Planned } from './planPrompt.ts';

/** Milliseconds: how long a plan may take, and how long an idle thread keeps its memory. */
const MOST_TIME = 20_000;
const IDLE_TIME = 60_000;
const MOST_WAITING = 50;

interface Request {
  id: number;
  name: string;
  spec: unknown;
  resolve(answer: PlanAnswer): void;
  reject(error: Error): void;
}

/**
 * Plans in a thread, one after the other. The thread is started at the first request and ended when nobody has asked for a
 * while, since the lexicons take memory that most gateways need rarely.
 */
export class Planner {
  readonly #file: string;
  readonly #requests: Request[] = [];
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;

  /** @param file path of worker.ts */
  constructor(file: string) {
    this.#file = file;
  }

  /** @throws Failed when the spec cannot be planned, or planning takes too long. */
  async plan(name: string, spec: unknown): Promise<Planned> {
    if (this.#requests.length >= MOST_WAITING) {
      throw new Failed('UNAVAILABLE', 'Many plans are being made right now: try again in a moment.');
    }
    const answer = await new Promise<PlanAnswer>((resolve, reject) => {
      this.#requests.push({ id: ++this.#last, name, spec, resolve, reject });
      if (this.#requests.length === 1) this.#next();
    });
    if ('refused' in answer) throw new Failed('INVALID', answer.refused.message, answer.refused.field);
    return answer.planned;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    for (const { reject } of this.#requests.splice(0)) reject(new Failed('UNAVAILABLE', 'The gateway is stopping.'));
    await this.#worker?.terminate();
  }

  #next(): void {
    clearTimeout(this.#timer);
    const [request] = this.#requests;
    if (!request) {
      this.#timer = setTimeout(() => this.#end(), IDLE_TIME).unref();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#end();
      this.#answer((one) =>
        one.reject(new Failed('INVALID', 'Planning this takes too long: shorten the prompt.', 'prompt')),
      );
    }, MOST_TIME);
    const { id, name, spec } = request;
    this.#running().postMessage({ id, name, spec });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#file, { resourceLimits: { maxOldGenerationSizeMb: 256 } });
    worker.unref();
    worker.on('message', (message: PlanAnswer & { id: number }) => {
      if (this.#requests[0]?.id === message.id) this.#answer((request) => request.resolve(message));
    });
    worker.on('error', (error: Error) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#answer((request) => request.reject(error));
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }

  #answer(how: (request: Request) => void): void {
    const request = this.#requests.shift();
    if (request) how(request);
    this.#next();
  }
}
