import type { StreamCall } from '../connect/call.ts';
import { ConnectError } from '../connect/error.ts';
import type { Message } from '../connect/fields.ts';
import { follow } from './follow.ts';

/** Joins a process's events: what it printed lately (up to about 750 kB), then what it prints. Its time limit ends only the watching. */
export async function connect(message: Message, call: StreamCall): Promise<void> {
  const process = call.daemon.processes.select(message);
  if (call.timeoutMs === undefined) return follow(process, call);
  const limit = AbortSignal.timeout(Math.min(call.timeoutMs, 2 ** 31 - 1));
  await follow(process, { ...call, gone: AbortSignal.any([call.gone, limit]) });
  if (limit.aborted && !process.output.ended) {
    throw new ConnectError(
      'deadline_exceeded',
      `Watching the process ${process.pid} ran into its time limit; it still runs`,
    );
  }
}
