import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KubeClient } from '@appfactory/kube/client';
import { isForbidden } from '@appfactory/kube/errors';
import { PERSISTENT_VOLUME_CLAIMS, SERVICE_ACCOUNTS } from '@appfactory/kube/resources';
import { PERSISTENT_VOLUMES, type Pod, type Volume } from '../kubernetes.ts';
import type { PodFacts } from '../pods/downward.ts';
import { ConfigError, Sources } from '../pods/sources.ts';
import type { Isolation } from '../runtime/isolation.ts';
import type { Tools } from '../runtime/tools.ts';
import { writeAtomically } from './atomicFolder.ts';
import { volumeContents } from './contents.ts';

const run = promisify(execFile);

export interface VolumesContext {
  client: KubeClient;
  isolation: Isolation;
  tools: Tools;
  /** Where persistent volumes lie; hostPath leads nowhere else. */
  persistentDir: string;
}

interface Token {
  value: string;
  renewAt: number;
}

/** The folders of one pod's volumes. */
export class PodVolumes {
  readonly #dir: string;
  readonly #context: VolumesContext;
  readonly #facts: PodFacts;
  readonly #paths = new Map<string, string>();
  readonly #tokens = new Map<string, Token>();
  #preparing: Promise<void> = Promise.resolve();
  #pod: Pod;

  constructor(dir: string, pod: Pod, facts: PodFacts, context: VolumesContext) {
    this.#dir = dir;
    this.#pod = pod;
    this.#facts = facts;
    this.#context = context;
  }

  /** The pod as it is now, for labels and annotations in downward API files. */
  set pod(pod: Pod) {
    this.#pod = pod;
  }

  /** Host path of a volume; undefined when the pod has none of this name. */
  path(name: string): string | undefined {
    return this.#paths.get(name);
  }

  /** The folders of emptyDir volumes with their limits in bytes (undefined: none). */
  get emptyDirs(): { name: string; path: string; sizeLimit: string | undefined }[] {
    return (this.#pod.spec.volumes ?? [])
      .filter((one) => one.emptyDir)
      .map((one) => ({ name: one.name, path: join(this.#dir, one.name), sizeLimit: one.emptyDir?.sizeLimit }));
  }

  /** Whether a volume only shows what the API server holds: such are mounted read-only. */
  isReadOnly(name: string): boolean {
    const volume = this.#pod.spec.volumes?.find((one) => one.name === name);
    const claim = volume?.persistentVolumeClaim;
    return !volume?.emptyDir && !volume?.hostPath && (claim === undefined || claim.readOnly === true);
  }

  /** Makes all volumes, or brings them up to date. Throws ConfigError for what is missing. */
  prepare(): Promise<void> {
    // One after another: two at once would write the same folders.
    const next = this.#preparing.catch(() => {}).then(() => this.#prepareAll());
    this.#preparing = next;
    return next;
  }

  async #prepareAll(): Promise<void> {
    const sources = new Sources(this.#context.client, this.#pod.metadata.namespace);
    for (const volume of this.#pod.spec.volumes ?? []) {
      this.#paths.set(volume.name, await this.#prepareOne(volume, sources));
    }
  }

  async #prepareOne(volume: Volume, sources: Sources): Promise<string> {
    const path = join(this.#dir, volume.name);
    if (volume.emptyDir) {
      mkdirSync(path, { recursive: true });
      await chmod(path, 0o777);
      await this.#own(path);
      return path;
    }
    if (volume.persistentVolumeClaim) return this.#claimed(volume.persistentVolumeClaim.claimName);
    if (volume.hostPath) return this.#hostPath(volume.name, volume.hostPath.path);
    const files = await volumeContents(this.#pod, volume, this.#facts, sources, (audience, seconds) =>
      this.#token(audience, seconds),
    );
    if (!files) {
      const kind = Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
      throw new ConfigError(`volume "${volume.name}" is of kind ${kind}, which localnode does not have`);
    }
    await writeAtomically(path, files, (dir) => this.#ownAll(dir));
    return path;
  }

  async #claimed(claimName: string): Promise<string> {
    const { client } = this.#context;
    const { namespace } = this.#pod.metadata;
    const claim = await client.find(PERSISTENT_VOLUME_CLAIMS, { namespace, name: claimName }).catch(forbiddenIsAbsent);
    if (!claim) throw new ConfigError(`persistentvolumeclaim "${claimName}" not found in namespace "${namespace}"`);
    const name = claim.spec.volumeName;
    if (!name) throw new ConfigError(`persistentvolumeclaim "${claimName}" is not bound to a volume yet`);
    const volume = await client.find(PERSISTENT_VOLUMES, { name }).catch(forbiddenIsAbsent);
    const path = volume?.spec.local?.path ?? volume?.spec.hostPath?.path;
    if (!path) throw new ConfigError(`persistentvolume "${name}" is absent, or neither local nor hostPath`);
    return this.#hostPath(name, path);
  }

  /** A path outside the node's own folder of volumes would give a pod what the user never offered. */
  async #hostPath(name: string, path: string): Promise<string> {
    const root = await realpath(this.#context.persistentDir);
    const made = join(path).startsWith(`${this.#context.persistentDir}/`);
    if (made) await mkdir(path, { recursive: true, mode: 0o755 });
    const real = await realpath(path).catch(() => path);
    if (!real.startsWith(`${root}/`)) {
      throw new ConfigError(`volume "${name}" is at "${path}", outside this node's folder of volumes`);
    }
    if ((await lstat(real)).uid !== this.#context.isolation.podUser) await this.#own(real);
    return real;
  }

  /** A service account token for this pod, asked for anew when four fifths of its life are over. */
  async #token(audience: string | undefined, expirationSeconds: number): Promise<string> {
    const key = `${audience ?? ''}/${expirationSeconds}`;
    const kept = this.#tokens.get(key);
    if (kept && kept.renewAt > Date.now()) return kept.value;
    const { namespace, name, uid } = this.#pod.metadata;
    const account = { namespace, name: this.#pod.spec.serviceAccountName ?? 'default', subresource: 'token' };
    const answer = await this.#context.client.post<{ status: { token: string; expirationTimestamp: string } }>(
      SERVICE_ACCOUNTS,
      account,
      {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: {
          ...(audience !== undefined && { audiences: [audience] }),
          expirationSeconds,
          boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid },
        },
      },
    );
    const { token: value, expirationTimestamp } = answer.status;
    const life = Math.min(expirationSeconds * 1000, Date.parse(expirationTimestamp) - Date.now());
    this.#tokens.set(key, { value, renewAt: Date.now() + 0.8 * life });
    return value;
  }

  async #own(path: string): Promise<void> {
    const { asRoot, podUser, podGroup } = this.#context.isolation;
    if (asRoot) await chown(path, podUser, podGroup);
  }

  async #ownAll(path: string): Promise<void> {
    const { asRoot, podUser, podGroup } = this.#context.isolation;
    if (asRoot) await run(this.#context.tools.chown, ['-R', '-h', `${podUser}:${podGroup}`, path]);
  }
}

function forbiddenIsAbsent(error: unknown): undefined {
  if (isForbidden(error)) return undefined;
  throw error;
}
