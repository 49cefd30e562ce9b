import type { Call } from '../connect/call.ts';
import { ConnectError } from '../connect/error.ts';
import type { Message } from '../connect/fields.ts';
import { signalGroup } from './managedProcess.ts';
import { shellPid } from './pty.ts';

const SIGNALS: Record<string, NodeJS.Signals> = {
  SIGNAL_SIGKILL: 'SIGKILL',
  SIGNAL_SIGTERM: 'SIGTERM',
  9: 'SIGKILL',
  15: 'SIGTERM',
};

/** Signals a process and all that it started. */
export async function sendSignal(message: Message, call: Call): Promise<object> {
  const process = call.daemon.processes.selectRunning(message);
  const signal = SIGNALS[String(message.signal)];
  if (!signal)
    throw new ConnectError(
      'invalid_argument',
      `The signal ${JSON.stringify(message.signal)} is not SIGKILL or SIGTERM.`,
    );
  if (process.isPty)
    await shellPid(process.pid).then(
      (shell) => signalGroup(shell, signal),
      () => false,
    );
  process.signal(signal);
  return {};
}
