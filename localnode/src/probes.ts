import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import type { Container, Handler, HttpGetAction, Probe } from './kubernetes.ts';

/** How a probe reaches what it looks at. */
export interface ProbeTarget {
  /** A connection to a port inside the pod. */
  connect(port: number): Promise<Socket>;
  /** Runs a command in the container; resolves to its exit code and what it said. */
  exec(command: string[], timeoutMs: number): Promise<{ code: number; output: string }>;
}

export interface ProbeResult {
  ok: boolean;
  message: string;
}

/** Runs one probe, or one lifecycle hook, once. Never throws: what goes wrong is a failure with a message. */
export async function runProbe(
  handler: Handler,
  container: Container,
  target: ProbeTarget,
  timeoutMs: number,
): Promise<ProbeResult> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    if (handler.httpGet) return await httpGet(handler.httpGet, container, target, timeout);
    if (handler.tcpSocket) {
      const socket = await abortable(target.connect(portOf(handler.tcpSocket.port, container)), timeout);
      socket.destroy();
      return { ok: true, message: 'connected' };
    }
    if (handler.exec) {
      const { code, output } = await target.exec(handler.exec.command, timeoutMs);
      return { ok: code === 0, message: code === 0 ? output : `exit code ${code}: ${output}` };
    }
    if (handler.sleep) {
      await new Promise((resolve) => setTimeout(resolve, (handler.sleep?.seconds ?? 0) * 1000));
      return { ok: true, message: '' };
    }
    return { ok: false, message: `this kind of probe is not known to localnode: ${Object.keys(handler).join(', ')}` };
  } catch (error) {
    const message = timeout.aborted ? `timeout after ${timeoutMs / 1000} s` : (error as Error).message;
    return { ok: false, message };
  }
}

/** The number of a port that a probe names. Throws when the container declares no port of that name. */
export function portOf(port: number | string, container: Container): number {
  if (typeof port === 'number') return port;
  const named = container.ports?.find((one) => one.name === port)?.containerPort;
  const number = named ?? Number(port);
  if (!Number.isInteger(number)) throw new Error(`container "${container.name}" has no port named "${port}"`);
  return number;
}

async function httpGet(
  action: HttpGetAction,
  container: Container,
  target: ProbeTarget,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const socket = await abortable(target.connect(portOf(action.port, container)), signal);
  const headers: Record<string, string> = { 'user-agent': 'kube-probe/localnode', accept: '*/*', connection: 'close' };
  for (const { name, value } of action.httpHeaders ?? []) headers[name.toLowerCase()] = value;
  headers.host ??= `${action.host ?? 'localhost'}:${portOf(action.port, container)}`;
  const request = action.scheme === 'HTTPS' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        path: action.path ?? '/',
        headers,
        signal,
        createConnection: () => {
          // The pod's own loopback: its certificate, if any, is for some other name.
          return action.scheme === 'HTTPS' ? tlsConnect({ socket, rejectUnauthorized: false }) : socket;
        },
      },
      (response) => {
        const code = response.statusCode ?? 0;
        response.resume();
        socket.destroySoon();
        // A redirect is an answer: a kubelet counts 200 to 399.
        resolve({ ok: code >= 200 && code < 400, message: `HTTP status ${code}` });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

async function abortable(opening: Promise<Socket>, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      // It may still open, and must not stay open.
      opening.then((socket) => socket.destroy()).catch(() => {});
      reject(new Error('timeout'));
    };
    signal.addEventListener('abort', abort, { once: true });
    opening.then(
      (socket) => {
        signal.removeEventListener('abort', abort);
        socket.on('error', () => {});
        resolve(socket);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', abort);
        reject(error as Error);
      },
    );
  });
}

/** Before a container is ready the node looks this often, so that it is found ready soon: milliseconds; seldom with commands. */
const EAGER_PERIOD = 100;
const EAGER_EXEC_PERIOD = 1000;

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** Runs one probe of one run of a container again and again and tells when its verdict changes. */
export class ProbeLoop {
  readonly #probe: Probe;
  readonly #kind: ProbeKind;
  readonly #look: (timeoutMs: number) => Promise<ProbeResult>;
  readonly #told: (verdict: boolean, result: ProbeResult) => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #verdict: boolean | undefined;
  #successes = 0;
  #failures = 0;
  #countedAt = 0;

  constructor(
    kind: ProbeKind,
    probe: Probe,
    look: (timeoutMs: number) => Promise<ProbeResult>,
    told: (verdict: boolean, result: ProbeResult) => void,
  ) {
    this.#kind = kind;
    this.#probe = probe;
    this.#look = look;
    this.#told = told;
  }

  start(): this {
    this.#next((this.#probe.initialDelaySeconds ?? 0) * 1000);
    return this;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #next(delay: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#run(), delay);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    const began = Date.now();
    const result = await this.#look((this.#probe.timeoutSeconds ?? 1) * 1000);
    if (this.#stopped) return;
    const period = (this.#probe.periodSeconds ?? 10) * 1000;
    this.#count(result, period);
    if (this.#kind === 'startup' && this.#verdict === true) return;
    const eager = this.#kind !== 'liveness' && this.#verdict !== true;
    const often = this.#probe.exec ? EAGER_EXEC_PERIOD : EAGER_PERIOD;
    this.#next(eager ? Math.min(often, period) : Math.max(0, period - (Date.now() - began)));
  }

  #count(result: ProbeResult, period: number): void {
    const { successThreshold = 1, failureThreshold = 3 } = this.#probe;
    if (result.ok) {
      this.#failures = 0;
      if (++this.#successes >= successThreshold) this.#tell(true, result);
      return;
    }
    this.#successes = 0;
    // Looking more often than asked must not make a container fail sooner.
    if (Date.now() - this.#countedAt < period - 50) return;
    this.#countedAt = Date.now();
    if (++this.#failures >= failureThreshold) this.#tell(false, result);
  }

  #tell(verdict: boolean, result: ProbeResult): void {
    if (this.#verdict === verdict) return;
    this.#verdict = verdict;
    this.#told(verdict, result);
  }
}
