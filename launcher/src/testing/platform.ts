import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBinaries } from '../binaries/ensure.ts';
import { prepareImages } from '../images/prepare.ts';
import { type Platform, startPlatform } from '../platform.ts';
import type { PartEvent } from '../supervise.ts';

export interface TestPlatform extends Platform {
  dir: string;
  kubeconfig: string;
  /** Path of the platform's kubectl. */
  kubectl: string;
  /** What happened to the parts after their start. */
  events: PartEvent[];
  /** SIGKILLs a part (kube-apiserver, localnode, operator, ...) and resolves when it runs again. */
  kill(part: string): Promise<void>;
}

/** A whole platform of its own in a temporary folder, for e2e tests; `stop()` ends it, its pods and the folder. */
export async function startTestPlatform(): Promise<TestPlatform> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const [binaries, images] = [await ensureBinaries(say), await prepareImages(say)];
  const dir = await mkdtemp(join(tmpdir(), 'appfactory-platform-'));
  const events: PartEvent[] = [];
  const waiting = new Set<(event: PartEvent) => void>();
  try {
    const platform = await startPlatform({
      dir,
      binaries,
      images,
      port: 0,
      fsync: false,
      onEvent(event) {
        events.push(event);
        for (const hear of waiting) hear(event);
      },
    });
    return {
      ...platform,
      dir,
      kubeconfig: platform.plane.kubeconfigPath('admin'),
      kubectl: binaries.kubectl,
      events,
      async kill(name) {
        const part = platform.parts.running.find((one) => one.name === name);
        if (!part) throw new Error(`no part "${name}": there are ${platform.parts.running.map((one) => one.name)}`);
        const back = new Promise<void>((resolve) => {
          const hear = (event: PartEvent) => {
            if (event.part !== name || event.kind !== 'restarted') return;
            waiting.delete(hear);
            resolve();
          };
          waiting.add(hear);
        });
        process.kill(part.pid(), 'SIGKILL');
        await back;
      },
      async stop() {
        await platform.stop();
        await rm(dir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}
