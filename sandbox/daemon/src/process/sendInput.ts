import type { Call } from '../connect/call.ts';
import { ConnectError } from '../connect/error.ts';
import { bytesField, type Message, messageField } from '../connect/fields.ts';
import type { ManagedProcess } from './managedProcess.ts';

/** Writes to a process's standard input; answers when the process's pipe has taken it. */
export async function sendInput(message: Message, call: Call): Promise<object> {
  await writeInput(call.daemon.processes.selectRunning(message), messageField(message, 'input') ?? {});
  return {};
}

export async function writeInput(process: ManagedProcess, input: Message): Promise<void> {
  const bytes = bytesField(input, process.isPty ? 'pty' : 'stdin');
  if (!bytes) {
    const wanted = process.isPty ? '"pty", since it has a terminal' : '"stdin", since it has no terminal';
    throw new ConnectError('invalid_argument', `The input of the process ${process.pid} must be in ${wanted}.`);
  }
  const { stdin } = process;
  if (!stdin?.writable) {
    throw new ConnectError(
      'failed_precondition',
      `The process ${process.pid} has no open standard input: start it with stdin: true.`,
    );
  }
  await new Promise<void>((resolve, reject) => {
    stdin.write(bytes, (error) => {
      if (error)
        reject(new ConnectError('failed_precondition', `The process ${process.pid} closed its standard input.`));
      else resolve();
    });
  });
}
