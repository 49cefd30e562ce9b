import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PodNetwork } from '../network/podNetwork.ts';
import { Instance } from '../runtime/instance.ts';
import type { NodeContext } from './nodeContext.ts';

/** The folder of a pod that no worker knows, and what may still run in it. */
export interface Leftover {
  key: string;
  dir: string;
  /** Ends its programs, by force when they take longer than this, and gives back its address. */
  end(graceSeconds: number): Promise<void>;
}

/** All folders of pods but the known ones. */
export function* leftovers(node: NodeContext, known: ReadonlySet<string>): Generator<Leftover> {
  if (!existsSync(node.podsDir)) return;
  for (const key of readdirSync(node.podsDir)) {
    if (known.has(key)) continue;
    const dir = join(node.podsDir, key);
    yield { key, dir, end: (graceSeconds) => end(dir, node, graceSeconds) };
  }
}

async function end(dir: string, node: NodeContext, graceSeconds: number): Promise<void> {
  const instances = readdirSync(dir)
    .filter((name) => !name.startsWith('_'))
    .flatMap((container) => instancesOf(join(dir, container), node))
    .filter((instance) => instance.state.phase !== 'exited');
  const lives = () => instances.some((instance) => instance.state.phase !== 'exited');
  const deadline = Date.now() + graceSeconds * 1000;
  if (graceSeconds > 0) for (const instance of instances) instance.terminate();
  while (lives() && Date.now() < deadline) await sleep(20);
  for (const instance of instances) {
    instance.kill();
    instance.close();
  }
  PodNetwork.adopt(join(dir, '_network'), node.network)?.destroy();
}

function instancesOf(dir: string, node: NodeContext): Instance[] {
  return readdirSync(dir)
    .filter((name) => /^\d+$/.test(name))
    .map((run) => Instance.adopt(join(dir, run), join(dir, `${run}.log`), node, () => {}));
}
