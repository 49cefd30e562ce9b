import { parentPort } from 'node:worker_threads';
import { answerTo, type Task } from './tasks.ts';

/** Plans in a thread of its own: a long prompt takes a while, and others' events must not wait for it. */
parentPort?.on('message', ({ id, task }: { id: number; task: Task }) => {
  parentPort?.postMessage({ id, answer: answerTo(task) });
});
