import type { DownwardItem, KeyToPath, Pod, Projection, Volume } from '../kubernetes.ts';
import { fieldValue, type PodFacts, resourceValue } from '../pods/downward.ts';
import { ConfigError, type Sources, type Values } from '../pods/sources.ts';
import type { FileContent } from './atomicFolder.ts';

/** Gives a token for the pod's service account. */
export type TokenSource = (audience: string | undefined, expirationSeconds: number) => Promise<string>;

const DEFAULT_MODE = 0o644;

/** The files of a volume that the API server's objects fill; undefined for other kinds of volume. */
export async function volumeContents(
  pod: Pod,
  volume: Volume,
  facts: PodFacts,
  sources: Sources,
  token: TokenSource,
): Promise<Map<string, FileContent> | undefined> {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (!configMap && !secret && !downwardAPI && !projected) return undefined;
  const mode = (configMap ?? secret ?? downwardAPI ?? projected)?.defaultMode ?? DEFAULT_MODE;
  const projections: Projection[] = projected?.sources ?? [
    {
      ...(configMap && { configMap }),
      ...(secret && { secret: { ...secret, name: secret.secretName } }),
      ...(downwardAPI && { downwardAPI }),
    },
  ];
  const files = new Map<string, FileContent>();
  for (const projection of projections) {
    for (const [path, file] of await contentsOf(pod, projection, mode, facts, sources, token)) files.set(path, file);
  }
  return files;
}

async function contentsOf(
  pod: Pod,
  { configMap, secret, downwardAPI, serviceAccountToken }: Projection,
  mode: number,
  facts: PodFacts,
  sources: Sources,
  token: TokenSource,
): Promise<Map<string, FileContent>> {
  if (configMap) {
    const values = await sources.configMap(configMap.name ?? '', configMap.optional);
    return picked(values, configMap.items, configMap.optional, mode, `configmap "${configMap.name}"`);
  }
  if (secret) {
    const values = await sources.secret(secret.name ?? '', secret.optional);
    return picked(values, secret.items, secret.optional, mode, `secret "${secret.name}"`);
  }
  if (serviceAccountToken) {
    const { audience, expirationSeconds = 3600, path } = serviceAccountToken;
    // A token is for its reader alone; all containers of a pod have one user here.
    return new Map([[path, { data: Buffer.from(await token(audience, expirationSeconds)), mode: 0o600 }]]);
  }
  const items = downwardAPI?.items ?? [];
  return new Map(items.map((item) => [item.path, { data: downwardFile(pod, item, facts), mode: item.mode ?? mode }]));
}

function picked(
  values: Values | undefined,
  items: KeyToPath[] | undefined,
  optional: boolean | undefined,
  mode: number,
  what: string,
): Map<string, FileContent> {
  if (!items) return new Map([...(values ?? [])].map(([key, data]) => [key, { data, mode }]));
  const files = new Map<string, FileContent>();
  for (const item of items) {
    const data = values?.get(item.key);
    if (data) files.set(item.path, { data, mode: item.mode ?? mode });
    else if (!optional) throw new ConfigError(`${what} has no key "${item.key}", which the pod's volume names`);
  }
  return files;
}

function downwardFile(pod: Pod, { fieldRef, resourceFieldRef, path }: DownwardItem, facts: PodFacts): Buffer {
  const value = fieldRef
    ? fieldValue(pod, fieldRef, facts)
    : resourceFieldRef && resourceValue(pod, resourceFieldRef, '', facts);
  if (value === undefined) throw new ConfigError(`downwardAPI file "${path}" names a field that is not known here`);
  return Buffer.from(value);
}
