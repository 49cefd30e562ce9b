import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { KubeClient } from '@appfactory/kube/client';
import type { TestControlPlane } from '@appfactory/launcher/testing/controlPlane';
import { PODS, type Pod } from '../kubernetes.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface TestNodeOptions {
  isolation: 'namespaces' | 'none';
  /** Run it as this user instead; only root can. */
  user?: number;
  env?: Record<string, string>;
}

/** The real localnode program, as a process of its own that can be killed and started again on the same folder. */
export class TestNode {
  readonly dir: string;
  readonly client: KubeClient;
  readonly #plane: TestControlPlane;
  readonly #options: TestNodeOptions;
  #child: ChildProcess | undefined;
  #said: string[] = [];

  private constructor(plane: TestControlPlane, dir: string, options: TestNodeOptions) {
    this.#plane = plane;
    this.client = plane.plane.client;
    this.dir = dir;
    this.#options = options;
  }

  static async start(plane: TestControlPlane, options: TestNodeOptions): Promise<TestNode> {
    const node = new TestNode(plane, await mkdtemp(join(tmpdir(), 'localnode-')), options);
    // Other users may pass, as through most folders of users.
    chmodSync(node.dir, 0o711);
    node.addImage('test/image:1', { '/workspace/file': 'from the image\n' });
    const { kubeletServer, kubeletCa } = plane.plane.files;
    mkdirSync(join(node.dir, 'files'));
    cpSync(plane.kubeconfigPath('node'), join(node.dir, 'files', 'kubeconfig'));
    cpSync(kubeletServer.cert, join(node.dir, 'files', 'cert'));
    cpSync(kubeletServer.key, join(node.dir, 'files', 'key'));
    cpSync(kubeletCa, join(node.dir, 'files', 'ca'));
    if (options.user !== undefined) chownAll(node.dir, options.user);
    await node.up();
    return node;
  }

  /** Process id of the program. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  podsDir(): string {
    return join(this.dir, 'data', 'pods');
  }

  /** Names of the folders of pods. */
  folders(): string[] {
    return existsSync(this.podsDir()) ? readdirSync(this.podsDir()) : [];
  }

  /** Starts the program; resolves when it says that it is ready. */
  async up(env: Record<string, string> = {}): Promise<void> {
    const files = (name: string) => join(this.dir, 'files', name);
    const node = [process.execPath, MAIN];
    const user = this.#options.user;
    const become =
      user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--no-new-privs'];
    const [program = '', ...args] = [...become, ...node];
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        KUBECONFIG: files('kubeconfig'),
        LOCALNODE_DIR: join(this.dir, 'data'),
        KUBELET_PORT: '0',
        KUBELET_CERT: files('cert'),
        KUBELET_KEY: files('key'),
        KUBELET_CLIENT_CA: files('ca'),
        LOCALNODE_ISOLATION: this.#options.isolation,
        NODE_API_SERVER: this.#plane.url,
        LOG_LEVEL: 'debug',
        ...this.#options.env,
        ...env,
      },
    });
    this.#child = child;
    child.stderr.on('data', (chunk: Buffer) => this.#said.push(chunk.toString()));
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#said.push(line);
        if (line.startsWith('{"ready":true')) resolve();
      });
      child.on('exit', (code) => reject(new Error(`localnode ended with ${code}: ${this.#said.slice(-5).join('\n')}`)));
    });
  }

  /** Ends the program and resolves when it is gone. */
  async down(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return null;
    const { exitCode, signalCode } = child;
    if (exitCode !== null || signalCode !== null) {
      throw new Error(
        `localnode had ended by itself (${exitCode ?? signalCode}). It said:\n${this.#said.slice(-40).join('')}`,
      );
    }
    return new Promise((resolve) => {
      child.on('exit', (code) => resolve(code));
      child.kill(signal);
    });
  }

  /** Deletes all pods, stops the program and removes its folder. */
  async remove(): Promise<void> {
    const { items } = await this.client.list(PODS);
    for (const pod of items) await this.client.delete(PODS, pod.metadata, { gracePeriodSeconds: 0 });
    // After a test that failed half-way somebody must still end what runs.
    if (!this.#child && this.folders().length > 0) await this.up();
    if (this.#child) await eventually('the folders of all pods are gone', () => this.folders().length === 0);
    await this.down('SIGTERM');
    rmSync(this.dir, { recursive: true, force: true });
  }

  addImage(reference: string, files: Record<string, string>): void {
    const dir = join(this.dir, 'data', 'images', reference.replace(/[/:]/g, '_'));
    for (const [path, text] of Object.entries(files)) {
      const target = join(dir, 'rootfs', path);
      mkdirSync(join(target, '..'), { recursive: true });
      writeFileSync(target, text);
    }
    const image = {
      reference,
      entrypoint: ['/bin/bash', '-c'],
      env: { FROM_IMAGE: 'yes' },
      workingDir: '/workspace',
      bind: [{ from: 'rootfs/workspace', to: '/workspace', mode: 'overlay' }],
    };
    writeFileSync(join(dir, 'image.json'), JSON.stringify(image));
  }

  async create(name: string, spec: unknown, metadata: object = {}): Promise<Pod> {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'default', name, ...metadata }, spec };
    return this.client.create(PODS, pod as unknown as Pod);
  }

  /** A pod of one container that runs a bash script. */
  script(name: string, script: string, container: object = {}, spec: object = {}): Promise<Pod> {
    return this.create(name, {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 5,
      containers: [{ name: 'main', image: 'test/image:1', args: [script], ...container }],
      ...spec,
    });
  }

  get(name: string): Promise<Pod | undefined> {
    return this.client.find(PODS, { namespace: 'default', name });
  }

  delete(name: string, gracePeriodSeconds?: number): Promise<boolean> {
    return this.client.delete(PODS, { namespace: 'default', name }, { gracePeriodSeconds });
  }

  /** What `kubectl logs` shows. */
  logs(name: string, query: Record<string, string | boolean> = {}): Promise<string> {
    return this.client.text(`/api/v1/namespaces/default/pods/${name}/log`, query);
  }

  exec(name: string, ...command: string[]): string {
    const { kubectl } = this.#plane.plane.files.binaries;
    const args = [`--kubeconfig=${this.#plane.kubeconfigPath('admin')}`, 'exec', name, '--', ...command];
    return execFileSync(kubectl, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000 });
  }

  /** Waits until the pod is as wanted and returns it. */
  async until(name: string, wanted: (pod: Pod) => boolean): Promise<Pod> {
    let last: Pod | undefined;
    return eventually(
      `pod "${name}" is as wanted`,
      async () => {
        last = await this.get(name);
        return last && wanted(last) ? last : undefined;
      },
      () => `${JSON.stringify(last?.status)}\nlocalnode said:\n${this.#said.slice(-8).join('\n')}`,
    );
  }

  phase(name: string, ...phases: string[]): Promise<Pod> {
    return this.until(name, (pod) => phases.includes(pod.status?.phase ?? ''));
  }

  ready(name: string): Promise<Pod> {
    return this.until(name, (pod) => isReady(pod));
  }

  gone(name: string): Promise<boolean> {
    return eventually(`pod "${name}" is gone`, async () => (await this.get(name)) === undefined);
  }

  /** What the program said, for a test that failed. */
  said(): string {
    return this.#said.join('\n');
  }
}

export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
}

const LIMIT = 240_000;

/** Looks until something is so; throws what was to be seen when it is not so after four minutes. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  seen: () => string = () => '',
): Promise<T> {
  const end = Date.now() + LIMIT;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${LIMIT / 1000} s in vain until ${what}. ${seen()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function chownAll(dir: string, user: number): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    chownSync(join(entry.parentPath, entry.name), user, user);
  }
  chownSync(dir, user, user);
}
