import type { StreamCall } from '../connect/call.ts';
import { encodeMessage } from '../connect/envelope.ts';
import { ConnectError } from '../connect/error.ts';
import type { Message } from '../connect/fields.ts';
import { openWatch } from './watch.ts';

/** Streams the changes in a directory until the client leaves or its time limit is over. */
export async function watchDir(message: Message, call: StreamCall): Promise<void> {
  const early: Buffer[] = [];
  let started = false;
  const tree = await openWatch(message, call, (filesystem) => {
    const frame = encodeMessage({ filesystem });
    if (started) call.write(frame);
    else early.push(frame);
  });
  call.write(encodeMessage({ start: {} }));
  started = true;
  for (const frame of early) call.write(frame);
  const ended = await new Promise<'left' | 'limit'>((resolve) => {
    if (call.gone.aborted) resolve('left');
    call.gone.addEventListener('abort', () => resolve('left'));
    if (call.timeoutMs !== undefined) setTimeout(() => resolve('limit'), Math.min(call.timeoutMs, 2 ** 31 - 1)).unref();
  });
  tree.close();
  if (ended === 'limit') throw new ConnectError('deadline_exceeded', 'The directory watch ran into its time limit');
}
