import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';

interface Named {
  name: string;
}

interface ConfigFile {
  clusters?: (Named & { cluster: Record<string, unknown> })[];
  users?: (Named & { user: Record<string, unknown> })[];
  contexts?: Named[];
}

const PATHS = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

/**
 * The user's kubeconfig with this context chosen, with absolute paths, so that the copy can lie elsewhere. KUBECONFIG may
 * name several files; as for kubectl, those that are absent are passed over, and the first that has a name counts.
 * @throws Error that says which contexts there are, and where was looked.
 */
export async function contextKubeconfig(context: string): Promise<string> {
  const listed = process.env.KUBECONFIG?.split(delimiter).filter(Boolean) ?? [];
  const files = listed.length > 0 ? listed : [join(homedir(), '.kube', 'config')];
  const configs: ConfigFile[] = [];
  for (const file of files) {
    const config = await readConfig(file);
    if (config) configs.push(config);
  }
  const names = files.map((file) => `"${file}"`).join(', ');
  if (configs.length === 0) {
    throw new Error(`--context "${context}" needs a kubeconfig, and ${names} cannot be read: set KUBECONFIG to it`);
  }
  const contexts = firstOfEach(configs.flatMap((config) => config.contexts ?? []));
  if (!contexts.some(({ name }) => name === context)) {
    const known = contexts.map(({ name }) => `"${name}"`).join(', ') || 'none';
    throw new Error(
      `there is no context "${context}" in ${names}: there is ${known}.\n` +
        'What to do: name one of them (kubectl config get-contexts shows them), or set KUBECONFIG to the file that has it.',
    );
  }
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: firstOfEach(configs.flatMap((config) => config.clusters ?? [])),
    users: firstOfEach(configs.flatMap((config) => config.users ?? [])),
    contexts,
    'current-context': context,
  });
}

/** Undefined when there is no such file. */
async function readConfig(file: string): Promise<ConfigFile | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const config = (parse(text) ?? {}) as ConfigFile;
  for (const holder of [...(config.clusters ?? []), ...(config.users ?? [])]) {
    const fields = 'cluster' in holder ? holder.cluster : holder.user;
    for (const name of PATHS) {
      const path = fields[name];
      if (typeof path === 'string') fields[name] = resolve(dirname(file), path);
    }
  }
  return config;
}

function firstOfEach<T extends Named>(all: T[]): T[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}
