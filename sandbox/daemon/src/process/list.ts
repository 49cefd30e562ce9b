import type { Call } from '../connect/call.ts';
import type { Message } from '../connect/fields.ts';

export function list(_message: Message, call: Call): object {
  return {
    processes: call.daemon.processes.running().map(({ pid, tag, config }) => ({ pid, tag, config })),
  };
}
