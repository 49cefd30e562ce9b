import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectEvents, type EventsConnection } from '@appfactory/events/connection';
import { KubeClient } from '@appfactory/kube/client';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import { NAMESPACES, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { isSameProcess } from '@appfactory/launcher/processIdentity';
import { findBinary } from '@appfactory/launcher/testing/findBinary';
import { eventually } from './eventually.ts';
import {
  addressesOf,
  dataOf,
  endLauncher,
  type LauncherRef,
  launch,
  outputText,
  platformFolder,
} from './launcherProcess.ts';
import { signal } from './processes.ts';

interface Part {
  name: string;
  pid: number;
  startTime: string | undefined;
}

/** A platform that runs as a user would run it, and what a test needs to use, watch and hurt it. */
export class Platform {
  readonly ref: LauncherRef;
  readonly addresses: Record<string, string>;
  /** With the administrator's rights. */
  readonly client: KubeClient;
  #nats: Promise<EventsConnection> | undefined;

  private constructor(ref: LauncherRef, addresses: Record<string, string>) {
    this.ref = ref;
    this.addresses = addresses;
    this.client = new KubeClient(loadKubeConfig({ env: { KUBECONFIG: addresses.kubeconfig } }));
  }

  /** Starts one; on a folder that another one has left (`platformFolder`), it goes on with that one's data. */
  static async start(options: { base?: string; args?: string[] } = {}): Promise<Platform> {
    const base = options.base ?? (await platformFolder());
    const ref = await launch(base, ['--port', '0', ...(options.args ?? [])]);
    try {
      return await Platform.attach(ref);
    } catch (error) {
      await endLauncher(ref);
      throw error;
    }
  }

  /** Uses one that runs already, or is still starting. */
  static async attach(ref: LauncherRef): Promise<Platform> {
    return new Platform(ref, await addressesOf(ref));
  }

  /** Where localnode keeps pods and volumes. */
  get nodeFolder(): string {
    return join(dataOf(this.ref), 'node');
  }

  /** Where the released app of a build answers, without a slash at the end. */
  addressOf({ namespace, name }: { namespace: string; name: string }): string {
    return (this.addresses.apps ?? '').replace('NAME', name).replace('NAMESPACE', namespace);
  }

  /** What the launcher has said so far. */
  output(): Promise<string> {
    return outputText(this.ref);
  }

  /** The platform's own kubectl; rejects with what it said when its exit status is not 0. */
  async kubectl(...args: string[]): Promise<string> {
    const env = { KUBECONFIG: this.addresses.kubeconfig ?? '' };
    const { stdout } = await promisify(execFile)(await findBinary('kubectl'), args, { env, maxBuffer: 2 ** 26 });
    return stdout;
  }

  /** A connection to NATS with the operator's rights; `close` closes it. */
  nats(): Promise<EventsConnection> {
    const credsFile = join(dataOf(this.ref), 'nats', 'operator.creds');
    this.#nats ??= eventually('NATS lets us in', () =>
      connectEvents({ url: this.addresses.nats ?? '', credsFile, name: 'e2e' }),
    );
    return this.#nats;
  }

  /** Origin of the gateway, once it is up: nothing else waits for it. */
  async gateway(): Promise<string> {
    const link = await eventually('the gateway is up', () =>
      readFile(join(dataOf(this.ref), 'gateway', 'sign-in-link'), 'utf8'),
    );
    return new URL(link).origin;
  }

  /** A namespace of its own for one test; gives its name. */
  async namespace(word: string): Promise<string> {
    const name = `${word}-${Math.random().toString(36).slice(2, 8)}`;
    await this.client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await eventually('the default service account', () =>
      this.client.find(SERVICE_ACCOUNTS, { namespace: name, name: 'default' }),
    );
    return name;
  }

  /** Process id of a part (kube-apiserver, localnode, operator, ...) that runs now. */
  async part(name: string): Promise<number> {
    return (await this.#part(name)).pid;
  }

  async #part(name: string): Promise<Part> {
    const parts = JSON.parse(await readFile(join(dataOf(this.ref), 'parts.json'), 'utf8')) as Part[];
    const part = parts.find((one) => one.name === name);
    if (!part) throw new Error(`no part "${name}": there are ${parts.map((one) => one.name).join(', ')}`);
    return part;
  }

  /** kill -9 of a part; resolves when the launcher has started it again. */
  async kill(name: string): Promise<void> {
    const before = await this.#part(name);
    signal(before.pid, 'SIGKILL');
    await eventually(`${name} runs again`, async () => {
      const now = await this.#part(name);
      return now.pid !== before.pid && (await isSameProcess(now));
    });
  }

  /** Lets go of it: it runs on. May be called again. */
  async close(): Promise<void> {
    await this.client.close();
    const nats = this.#nats;
    this.#nats = undefined;
    await (await nats)?.close();
  }

  /** Stops it as Ctrl-C does and removes its folder. Throws when anything of it is left. */
  async stop(): Promise<void> {
    await this.close();
    await endLauncher(this.ref);
  }
}
