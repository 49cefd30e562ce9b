import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RuntimeContext } from '../runtime/instance.ts';
import { noPrivileges, userNamespace } from '../runtime/isolation.ts';
import { BOOT_ID, descendants, isAlive, type ProcessId, readProcess, signal } from '../runtime/processTable.ts';
import { pauseScript } from '../runtime/shim.ts';
import { chooseAddress, closeListeners, type Listeners, listenOn } from './address.ts';

const FORWARDER = fileURLToPath(new URL('./forwarder.mjs', import.meta.url));

/** What a pod needs of the network. */
export interface NetworkRequest {
  uid: string;
  hostname: string;
  /** Ports of containers in the pod's own network, to be reachable at its address. */
  forwarded: number[];
  /** Ports of containers in the node's network: those listen at the address themselves. */
  direct: number[];
  /** Some container is in the node's network. */
  nodeNetwork: boolean;
}

interface NetworkRecord {
  /** Of the machine's run in which the processes were started. */
  boot: string;
  podIP: string;
  request: NetworkRequest;
  holder?: ProcessId;
  forwarder?: ProcessId;
}

/** Which addresses are in use, and where sockets of the pods lie; one for the whole node. */
export interface NetworkContext extends RuntimeContext {
  taken: Set<string>;
  /** A path of at most 100 characters for a socket with this name. */
  socketPath(name: string): string;
}

/**
 * A pod's address and namespaces. In namespace mode a process holds a network namespace of the pod's own, in which only the
 * loopback interface exists; a forwarder inside takes connections that were made to the pod's address outside.
 */
export class PodNetwork {
  readonly #dir: string;
  readonly #context: NetworkContext;
  readonly #record: NetworkRecord;
  /** Resolves when containers can be started in it. */
  ready: Promise<void> = Promise.resolve();
  /** Called when the process that holds the namespaces ends; of an adopted network only `alive` tells. */
  lost: () => void = () => {};
  #starting: Promise<void> | undefined;
  #destroyed = false;

  private constructor(dir: string, context: NetworkContext, record: NetworkRecord) {
    this.#dir = dir;
    this.#context = context;
    this.#record = record;
    context.taken.add(record.podIP);
  }

  /** Chooses the address; the network can be used when `ready` resolves. */
  static async create(dir: string, request: NetworkRequest, context: NetworkContext): Promise<PodNetwork> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const start = createHash('sha256').update(request.uid).digest().readUInt32BE();
    const listeners = await chooseAddress([...request.forwarded, ...request.direct], context.taken, start);
    const network = new PodNetwork(dir, context, { boot: BOOT_ID, podIP: listeners.address, request });
    network.ready = network.#start(listeners).finally(() => closeListeners(listeners));
    // Whoever waits for it hears of the failure; until then it is nobody's.
    network.ready.catch(() => network.destroy());
    return network;
  }

  /** What an earlier life of this program left; undefined when there is nothing. */
  static adopt(dir: string, context: NetworkContext): PodNetwork | undefined {
    try {
      const record = JSON.parse(readFileSync(join(dir, 'network.json'), 'utf8')) as NetworkRecord;
      // After a restart of the machine the numbers are others' processes.
      if (record.boot !== BOOT_ID) Object.assign(record, { holder: undefined, forwarder: undefined });
      return new PodNetwork(dir, context, record);
    } catch {
      return undefined;
    }
  }

  get podIP(): string {
    return this.#record.podIP;
  }

  /** Whether containers can be started in it: false once its holder was killed. */
  get alive(): boolean {
    if (this.#context.isolation.mode === 'none') return true;
    return this.#record.holder !== undefined && isAlive(this.#record.holder);
  }

  get holder(): ProcessId | undefined {
    return this.#record.holder;
  }

  /** Starts a forwarder that died again. */
  async heal(): Promise<void> {
    const { forwarder } = this.#record;
    if (!this.#destroyed && this.alive && forwarder && !isAlive(forwarder)) await this.#restartForwarder();
  }

  /** A connection to a port inside. Rejects with `code` ECONNREFUSED when nobody listens. */
  async connect(port: number): Promise<Socket> {
    const { request, holder } = this.#record;
    if (!holder || request.direct.includes(port)) return this.#connectOutside(port);
    try {
      return await this.#connectInside(port);
    } catch (error) {
      // A container in the node's network may listen on a port that it does not declare.
      if (!request.nodeNetwork || request.forwarded.includes(port)) throw error;
      return this.#connectOutside(port);
    }
  }

  destroy(): void {
    this.#destroyed = true;
    const { holder, forwarder, podIP, request } = this.#record;
    for (const one of [forwarder, holder]) {
      if (!one || !isAlive(one)) continue;
      for (const pid of [...descendants(one.pid), one.pid]) signal(pid, 'SIGKILL');
    }
    rmSync(this.#context.socketPath(request.uid), { force: true });
    this.#context.taken.delete(podIP);
  }

  async #start(listeners: Listeners): Promise<void> {
    if (this.#context.isolation.mode === 'namespaces') {
      this.#record.holder = await this.#startHolder();
      this.#save();
      if (this.#record.request.forwarded.length > 0) await this.#startForwarder(listeners);
    }
    this.#save();
  }

  #startHolder(): Promise<ProcessId> {
    const { isolation, tools } = this.#context;
    const { unshare = 'unshare', bash, mount = 'mount', sleep } = tools;
    const script = pauseScript({ hostname: this.#record.request.hostname, network: true, mount, sleep });
    // The network namespace comes after the user namespace is mapped: its files then belong to somebody inside.
    const command = [
      ...userNamespace(isolation, tools),
      unshare,
      '--net',
      '--ipc',
      '--uts',
      '--mount',
      bash,
      '-c',
      script,
    ];
    const [program = '', ...args] = command;
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: '/',
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
        env: {},
      });
      let said = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`the pod's namespaces could not be made: ${said.trim()}`)));
      child.stdio[3]?.once('data', () => {
        const entry = child.pid === undefined ? undefined : readProcess(child.pid);
        child.removeAllListeners('exit').on('exit', () => {
          if (!this.#destroyed) this.lost();
        });
        child.unref();
        child.stderr?.destroy();
        if (entry) resolve({ pid: entry.pid, startTime: entry.startTime });
        else reject(new Error("the process that holds the pod's namespaces ended at once"));
      });
    });
  }

  /** One at a time: two forwarders of a pod would take each other's ports. */
  #restartForwarder(): Promise<void> {
    this.#starting ??= (async () => {
      const listeners = await listenOn(this.podIP, this.#record.request.forwarded);
      // A connection of the dead forwarder may still hold a port for a moment.
      if (!listeners) throw new Error(`the ports of the pod's address ${this.podIP} are in use`);
      try {
        await this.#startForwarder(listeners);
      } finally {
        closeListeners(listeners);
      }
    })().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** Returns when the forwarder runs; connections made before it accepts wait in the listening sockets. */
  async #startForwarder({ servers }: Listeners): Promise<void> {
    const { isolation, tools } = this.#context;
    const { nsenter = 'nsenter', setpriv = 'setpriv' } = tools;
    const { holder, request } = this.#record;
    if (!holder) return;
    const path = this.#context.socketPath(request.uid);
    // Closing this process's copy removes the name it was opened by, so the name that stays is another.
    rmSync(`${path}.new`, { force: true });
    const inward = await listenAt(`${path}.new`);
    renameSync(`${path}.new`, path);
    const log = openSync(join(this.#dir, 'forwarder.log'), 'a', 0o600);
    try {
      const user = isolation.asRoot ? [] : ['--user', '--preserve-credentials'];
      const ports = request.forwarded.filter((port) => servers.has(port));
      const node = [process.execPath, '--max-old-space-size=64', FORWARDER, ...ports.map(String)];
      const args = [`--target=${holder.pid}`, ...user, '--net', '--', ...noPrivileges(setpriv), ...node];
      const outward = ports.map((port) => descriptor(servers.get(port)));
      const child = spawn(nsenter, args, {
        cwd: '/',
        detached: true,
        env: {},
        stdio: ['ignore', log, log, descriptor(inward), ...outward],
      });
      child.on('error', (error) => this.#context.log.debug({ err: error }, 'forwarder did not start'));
      child.on('exit', () => void this.heal().catch(() => {}));
      child.unref();
      const entry = child.pid === undefined ? undefined : readProcess(child.pid);
      if (!entry) throw new Error("the pod's forwarder did not start");
      this.#record.forwarder = { pid: entry.pid, startTime: entry.startTime };
      this.#save();
    } finally {
      closeSync(log);
      inward.close();
    }
  }

  async #connectInside(port: number): Promise<Socket> {
    const { forwarder, request } = this.#record;
    if (!forwarder || !isAlive(forwarder)) await this.#restartForwarder();
    const socket = await dial({ path: this.#context.socketPath(request.uid) });
    socket.write(`${port}\n`);
    await firstLine(socket);
    return socket;
  }

  async #connectOutside(port: number): Promise<Socket> {
    try {
      return await dial({ host: this.podIP, port });
    } catch (error) {
      if (this.#record.request.direct.includes(port)) throw error;
      return dial({ host: '127.0.0.1', port });
    }
  }

  #save(): void {
    const path = join(this.#dir, 'network.json');
    writeFileSync(`${path}.new`, JSON.stringify(this.#record), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}

function dial(to: { host: string; port: number } | { path: string }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...to, allowHalfOpen: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}

/** Reads the forwarder's answer, "ok" or an error code; what follows it stays in the socket. */
function firstLine(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (code: string) => {
      socket.destroy();
      reject(Object.assign(new Error(`connection refused inside the pod (${code})`), { code }));
    };
    const closed = () => refuse('ECONNRESET');
    let said = Buffer.alloc(0);
    // Not by 'data' events: the socket must be left neither flowing nor paused, as whoever uses it next expects a new one.
    const read = () => {
      const chunk = socket.read() as Buffer | null;
      if (chunk === null) return;
      said = Buffer.concat([said, chunk]);
      const end = said.indexOf(10);
      if (end < 0) return;
      socket.removeListener('readable', read).removeListener('close', closed).removeListener('error', closed);
      const answer = said.toString('latin1', 0, end);
      const rest = said.subarray(end + 1);
      if (rest.length > 0) socket.unshift(rest);
      if (answer === 'ok') resolve();
      else refuse(answer);
    };
    socket.on('readable', read).once('close', closed).once('error', closed);
  });
}

function listenAt(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

/** The file descriptor of a listening socket: Node has no public way to hand several of them to one child. */
function descriptor(server: Server | undefined): number {
  const fd = (server as unknown as { _handle?: { fd?: number } } | undefined)?._handle?.fd;
  if (fd === undefined || fd < 0) throw new Error('a listening socket has no file descriptor');
  return fd;
}
