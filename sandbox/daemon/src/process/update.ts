import type { Call } from '../connect/call.ts';
import { ConnectError } from '../connect/error.ts';
import { asMessage, type Message } from '../connect/fields.ts';
import { readPtySize, resizePty } from './pty.ts';

/** Resizes a terminal. */
export async function update(message: Message, call: Call): Promise<object> {
  const process = call.daemon.processes.selectRunning(message);
  if (!process.isPty)
    throw new ConnectError('failed_precondition', `The process ${process.pid} has no terminal to resize.`);
  await resizePty(process.pid, readPtySize(asMessage(message.pty)));
  return {};
}
