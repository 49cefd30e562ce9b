import type { Call } from '../connect/call.ts';
import { ConnectError } from '../connect/error.ts';
import type { Message } from '../connect/fields.ts';

/** Ends a process's standard input. */
export async function closeStdin(message: Message, call: Call): Promise<object> {
  const process = call.daemon.processes.selectRunning(message);
  if (process.isPty)
    throw new ConnectError('failed_precondition', 'A terminal has no end of input: send Ctrl+D (0x04) instead.');
  await new Promise<void>((resolve) => (process.stdin ? process.stdin.end(resolve) : resolve()));
  return {};
}
