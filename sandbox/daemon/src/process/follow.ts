import type { StreamCall } from '../connect/call.ts';
import { ConnectError } from '../connect/error.ts';
import type { Reader } from '../fanout.ts';
import type { ManagedProcess } from './managedProcess.ts';

/** Streams a process to one client: start, the output kept so far, what follows, end. Returns when either has gone. */
export async function follow(process: ManagedProcess, call: StreamCall): Promise<void> {
  call.write(process.startFrame);
  await new Promise<void>((resolve) => {
    const reader: Reader = { write: (frame) => call.write(frame), end: resolve };
    const leave = process.output.subscribe(reader);
    call.onDrain(() => process.output.drained(reader));
    call.gone.addEventListener('abort', () => {
      leave();
      resolve();
    });
  });
  if (process.timedOut)
    throw new ConnectError(
      'deadline_exceeded',
      `The command ran into its time limit and was killed (pid ${process.pid})`,
    );
}
