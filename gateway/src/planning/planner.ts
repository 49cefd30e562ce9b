import { Worker } from 'node:worker_threads';
import type { SpecChange } from '@appfactory/plan/change/change';
import { Failed } from '../graphql/failure.ts';
import type { Planned } from './planPrompt.ts';
import type { Answers, AppHelp, SaidWords, Task } from './tasks.ts';

/** Milliseconds: how long a plan may take, and how long an idle thread keeps its memory. */
const MOST_TIME = 20_000;
const IDLE_TIME = 60_000;
const MOST_WAITING = 50;

interface Request {
  id: number;
  task: Task;
  /** The input that is to blame when it takes too long. */
  field: string;
  resolve(answer: unknown): void;
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
    const answer = await this.#ask({ kind: 'plan', name, spec }, 'prompt');
    if ('refused' in answer) throw new Failed('INVALID', answer.refused.message, answer.refused.field);
    return answer.planned;
  }

  /** What somebody says about an app, as a change of its spec. @throws Failed when reading it takes too long. */
  change(name: string, spec: unknown, said: SaidWords): Promise<SpecChange> {
    return this.#ask({ kind: 'change', name, spec, said }, 'text');
  }

  /** What can be said about an app. @throws Failed when planning it takes too long. */
  help(name: string, spec: unknown): Promise<AppHelp> {
    return this.#ask({ kind: 'help', name, spec }, 'prompt');
  }

  async #ask<T extends Task>(task: T, field: string): Promise<Answers[T['kind']]> {
    if (this.#requests.length >= MOST_WAITING) {
      throw new Failed('UNAVAILABLE', 'Many plans are being made right now: try again in a moment.');
    }
    return new Promise((resolve, reject) => {
      const answered = (answer: unknown) => resolve(answer as Answers[T['kind']]);
      this.#requests.push({ id: ++this.#last, task, field, resolve: answered, reject });
      if (this.#requests.length === 1) this.#next();
    });
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
        one.reject(new Failed('INVALID', `Planning this takes too long: shorten the ${one.field}.`, one.field)),
      );
    }, MOST_TIME);
    const { id, task } = request;
    this.#running().postMessage({ id, task });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#file, { resourceLimits: { maxOldGenerationSizeMb: 256 } });
    worker.unref();
    worker.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
      if (this.#requests[0]?.id === id) this.#answer((request) => request.resolve(answer));
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
