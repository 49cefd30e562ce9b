import type { Rpc } from '../connect/call.ts';
import { closeStdin } from './closeStdin.ts';
import { connect } from './connect.ts';
import { list } from './list.ts';
import { sendInput } from './sendInput.ts';
import { sendSignal } from './sendSignal.ts';
import { start } from './start.ts';
import { streamInput } from './streamInput.ts';
import { update } from './update.ts';

const keepalive = { event: { keepalive: {} } };

/** E2B's process.Process. */
export const processService: Record<string, Rpc> = {
  '/process.Process/List': { kind: 'unary', handle: list },
  '/process.Process/Start': { kind: 'serverStream', handle: start, keepalive },
  '/process.Process/Connect': { kind: 'serverStream', handle: connect, keepalive },
  '/process.Process/Update': { kind: 'unary', handle: update },
  '/process.Process/SendInput': { kind: 'unary', handle: sendInput },
  '/process.Process/StreamInput': { kind: 'clientStream', handle: streamInput },
  '/process.Process/SendSignal': { kind: 'unary', handle: sendSignal },
  '/process.Process/CloseStdin': { kind: 'unary', handle: closeStdin },
};
