import { chmodSync, mkdirSync, openSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { KubeClient } from '@appfactory/kube/client';
import { Recorder } from '@appfactory/kube/events';
import { loadKubeConfig } from '@appfactory/kube/kubeconfig';
import type { Log } from '@appfactory/kube/log';
import type { Config } from './config.ts';
import { Images } from './images.ts';
import { NodeRegistration } from './node.ts';
import { HOST_IP, type NodeContext } from './pods/nodeContext.ts';
import { Pods } from './pods/pods.ts';
import { folderMode, type Isolation, probeIsolation } from './runtime/isolation.ts';
import { mountFlags } from './runtime/mountFlags.ts';
import { prepareSystem } from './runtime/system.ts';
import { findTools, type Tools } from './runtime/tools.ts';
import { Upkeep } from './upkeep.ts';

/** A node that is being run: its pods, and how to end it. */
export class Localnode {
  readonly client: KubeClient;
  readonly pods: Pods;
  readonly isolation: Isolation;
  readonly #config: Config;
  readonly #log: Log;
  readonly #recorder: Recorder;
  readonly #storage: number;
  readonly #upkeep: Upkeep;
  readonly #stop = new AbortController();
  #work: Promise<unknown> | undefined;

  private constructor(config: Config, log: Log, isolation: Isolation, tools: Tools) {
    this.#config = config;
    this.#log = log;
    this.isolation = isolation;
    const { dir } = config;
    this.client = new KubeClient(loadKubeConfig({ env: { KUBECONFIG: config.kubeconfig } }), {
      userAgent: 'localnode',
    });
    this.#recorder = new Recorder({
      client: this.client,
      log,
      controller: 'appfactory.dev/localnode',
      instance: config.nodeName,
    });
    for (const path of [dir, ...['pods', 'images', 'volumes', 'net'].map((name) => join(dir, name))]) {
      mkdirSync(path, { recursive: true });
      chmodSync(path, folderMode(isolation));
    }
    const systemDir = join(dir, 'system');
    const disk = statfsSync(dir);
    this.#storage = disk.bavail * disk.bsize;
    // Through the folder's descriptor a socket's path is short, however long the folder's own is (the limit is 107 bytes).
    const sockets = `/proc/self/fd/${openSync(join(dir, 'net'), 'r')}`;
    const context: NodeContext = {
      client: this.client,
      recorder: this.#recorder,
      log,
      isolation,
      tools,
      systemDir,
      system: prepareSystem(systemDir),
      images: new Images(join(dir, 'images'), isolation, tools),
      network: { isolation, tools, systemDir, log, taken: new Set(), socketPath: (name) => `${sockets}/${name}` },
      podsDir: join(dir, 'pods'),
      persistentDir: join(dir, 'volumes'),
      facts: {
        hostIP: HOST_IP,
        nodeName: config.nodeName,
        allocatable: { cpu: config.cpu, memory: config.memory, ephemeralStorage: this.#storage },
      },
      apiServer: config.apiServer ?? new URL(this.client.config.server),
      lockedFlags: isolation.asRoot ? () => '' : mountFlags(),
    };
    this.pods = new Pods(context);
    this.#upkeep = new Upkeep(() => this.pods.workers(), tools, log);
  }

  /** Looks at what this machine can do. Throws when it cannot run pods at all. */
  static async open(config: Config, log: Log): Promise<Localnode> {
    const tools = findTools();
    mkdirSync(config.dir, { recursive: true, mode: 0o700 });
    const isolation = await probeIsolation(config.isolation, config.dir, tools);
    log.info({ isolation }, 'isolation of pods');
    return new Localnode(config, log, isolation, tools);
  }

  /** Registers the node, takes up pods that run already, and follows those bound to it. */
  async start(kubeletPort: number | undefined): Promise<void> {
    const { nodeName, cpu, memory, taints } = this.#config;
    const registration = new NodeRegistration(
      this.client,
      { name: nodeName, cpu, memory, ephemeralStorage: this.#storage, kubeletPort, isolation: this.isolation, taints },
      this.#log,
    );
    await registration.register();
    this.#upkeep.start();
    this.#work = Promise.all([registration.keepAlive(this.#stop.signal), this.pods.watch(this.#stop.signal)]);
  }

  /** Ends this program's part; the pods' processes go on unless the settings say drain. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#upkeep.stop();
    await this.#work;
    if (this.#config.onStop === 'drain') await this.pods.drain();
    this.pods.close();
    await this.#recorder.flush();
    await this.client.close();
  }
}
