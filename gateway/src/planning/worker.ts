import { parentPort } from 'node:worker_threads';
import { planPrompt } from './planPrompt.ts';

/** Plans in a thread of its own: a long prompt takes a while, and others' events must not wait for it. */
parentPort?.on('message', ({ id, name, spec }: { id: number; name: string; spec: unknown }) => {
  parentPort?.postMessage({ id, ...planPrompt(name, spec) });
});
