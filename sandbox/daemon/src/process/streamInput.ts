import type { Call } from '../connect/call.ts';
import { ConnectError } from '../connect/error.ts';
import { type Message, messageField } from '../connect/fields.ts';
import type { ManagedProcess } from './managedProcess.ts';
import { writeInput } from './sendInput.ts';

/** Standard input as a stream: one message says to which process, then data in order. */
export async function streamInput(messages: AsyncIterable<Message>, call: Call): Promise<object> {
  let process: ManagedProcess | undefined;
  for await (const message of messages) {
    const start = messageField(message, 'start');
    const data = messageField(message, 'data');
    if (start) process = call.daemon.processes.selectRunning(start);
    if (!data) continue;
    if (!process) throw new ConnectError('invalid_argument', 'The first message must be "start" and name the process.');
    await writeInput(process, messageField(data, 'input') ?? {});
  }
  return {};
}
