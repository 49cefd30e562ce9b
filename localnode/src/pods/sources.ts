import type { KubeClient } from '@appfactory/kube/client';
import { isForbidden } from '@appfactory/kube/errors';
import { CONFIG_MAPS, SECRETS } from '@appfactory/kube/resources';

/** Something that a pod's spec refers to is missing or wrong: the container waits, with the kubelet's reason, until it is there. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Values of ConfigMaps and Secrets by key; binary ones included. */
export type Values = ReadonlyMap<string, Buffer>;

/** Reads what a pod refers to, each object once. */
export class Sources {
  readonly #client: KubeClient;
  readonly #namespace: string;
  readonly #read = new Map<string, Promise<Values | undefined>>();

  constructor(client: KubeClient, namespace: string) {
    this.#client = client;
    this.#namespace = namespace;
  }

  /** Throws ConfigError when it is absent and not optional; then undefined. */
  async configMap(name: string, optional = false): Promise<Values | undefined> {
    return this.#get('configmap', name, optional, async () => {
      const found = await this.#client.find(CONFIG_MAPS, { namespace: this.#namespace, name });
      if (!found) return undefined;
      return new Map([
        ...Object.entries(found.data ?? {}).map(([key, text]): [string, Buffer] => [key, Buffer.from(text)]),
        ...decoded(found.binaryData),
      ]);
    });
  }

  async secret(name: string, optional = false): Promise<Values | undefined> {
    return this.#get('secret', name, optional, async () => {
      const found = await this.#client.find(SECRETS, { namespace: this.#namespace, name });
      return found && new Map(decoded(found.data));
    });
  }

  async #get(
    kind: string,
    name: string,
    optional: boolean,
    read: () => Promise<Values | undefined>,
  ): Promise<Values | undefined> {
    const key = `${kind}/${name}`;
    let reading = this.#read.get(key);
    if (!reading) {
      reading = read();
      this.#read.set(key, reading);
    }
    const values = await reading.catch((error: unknown) => {
      // The server learns a little after the binding that this node may read it; an absent one is refused as well.
      if (isForbidden(error)) return undefined;
      throw error;
    });
    if (!values && !optional) throw new ConfigError(`${kind} "${name}" not found in namespace "${this.#namespace}"`);
    return values;
  }
}

function decoded(data: Record<string, string> = {}): [string, Buffer][] {
  return Object.entries(data).map(([key, base64]) => [key, Buffer.from(base64, 'base64')]);
}
