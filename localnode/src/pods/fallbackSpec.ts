import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isNodeNetwork } from '../network/request.ts';
import type { InstanceSpec } from '../runtime/instance.ts';
import { type ContainerInput, HOME, ownedFolder, volumesOf } from './containerSpec.ts';

const LISTEN_HOOK = new URL('../network/listenHook.mjs', import.meta.url).href;

/**
 * Without namespaces a container has no root of its own: what the spec calls /workspace lies elsewhere. Paths at the start of
 * arguments, environment values and the working directory are rewritten, so programs must take their paths from there.
 */
export function fallbackSpec(input: ContainerInput, spec: Omit<InstanceSpec, 'namespaces'>): InstanceSpec {
  const paths = realPaths(input);
  const env = new Map([...spec.env].map(([name, value]): [string, string] => [name, rewritePaths(value, paths)]));
  env.set('POD_ROOT', input.filesDir);
  // Programs made with Node listen on the pod's address instead of on all, as they would in a network of their own.
  env.set('LOCALNODE_POD_IP', input.facts.podIP);
  env.set('LOCALNODE_PORTS', ownedFolder(join(input.podDir, '_ports'), input.isolation));
  if (!isNodeNetwork(input.pod, input.container.name)) {
    env.set('NODE_OPTIONS', `${env.get('NODE_OPTIONS') ?? ''} --import=${LISTEN_HOOK}`.trim());
  }
  env.set('TMPDIR', ownedFolder(join(input.filesDir, 'tmp'), input.isolation));
  // The search path is a list: its entries are rewritten one by one.
  const path = env.get('PATH') ?? '';
  env.set(
    'PATH',
    path
      .split(':')
      .map((entry) => rewrite(entry, paths))
      .join(':'),
  );
  return {
    ...spec,
    paths,
    argv: spec.argv.map((argument) => rewrite(argument, paths)),
    env,
    workingDir: rewrite(spec.workingDir, paths),
  };
}

/** Container path -> real path, longest first. */
export function realPaths(input: ContainerInput): [string, string][] {
  const { image, filesDir, isolation } = input;
  const node = join(process.execPath, '..', '..');
  const pairs: [string, string][] = [[HOME, ownedFolder(join(filesDir, 'home'), isolation)]];
  if (!image.bind.some(({ to }) => to === '/opt' || to === '/opt/node')) pairs.push(['/opt/node', node]);
  for (const [index, { from, to, mode }] of image.bind.entries()) {
    pairs.push([to, mode === 'ro' ? join(image.dir, from) : join(filesDir, `copy-${index}`)]);
  }
  for (const { source, subPath, target } of volumesOf(input)) {
    const real = subPath ? join(source, subPath) : source;
    if (!existsSync(real)) mkdirSync(real, { recursive: true });
    pairs.push([target, real]);
  }
  return pairs.toSorted(([a], [b]) => b.length - a.length);
}

/** A text that starts with a container path, as the real one. */
export function rewrite(text: string, paths: readonly (readonly [string, string])[]): string {
  const found = paths.find(([from]) => text === from || text.startsWith(`${from}/`));
  return found ? found[1] + text.slice(found[0].length) : text;
}

/** As rewrite, also behind `file:`, as in database URLs. */
export function rewritePaths(text: string, paths: readonly (readonly [string, string])[]): string {
  const scheme = /^file:(\/\/)?(?=\/)/.exec(text)?.[0] ?? '';
  return scheme + rewrite(text.slice(scheme.length), paths);
}
