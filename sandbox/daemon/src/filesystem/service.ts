import type { Rpc } from '../connect/call.ts';
import { createWatcher } from './createWatcher.ts';
import { getWatcherEvents } from './getWatcherEvents.ts';
import { listDir } from './listDir.ts';
import { makeDir } from './makeDir.ts';
import { move } from './move.ts';
import { remove } from './remove.ts';
import { removeWatcher } from './removeWatcher.ts';
import { stat } from './stat.ts';
import { watchDir } from './watchDir.ts';

/** E2B's filesystem.Filesystem. */
export const filesystemService: Record<string, Rpc> = {
  '/filesystem.Filesystem/Stat': { kind: 'unary', handle: stat },
  '/filesystem.Filesystem/MakeDir': { kind: 'unary', handle: makeDir },
  '/filesystem.Filesystem/Move': { kind: 'unary', handle: move },
  '/filesystem.Filesystem/ListDir': { kind: 'unary', handle: listDir },
  '/filesystem.Filesystem/Remove': { kind: 'unary', handle: remove },
  '/filesystem.Filesystem/WatchDir': { kind: 'serverStream', handle: watchDir, keepalive: { keepalive: {} } },
  '/filesystem.Filesystem/CreateWatcher': { kind: 'unary', handle: createWatcher },
  '/filesystem.Filesystem/GetWatcherEvents': { kind: 'unary', handle: getWatcherEvents },
  '/filesystem.Filesystem/RemoveWatcher': { kind: 'unary', handle: removeWatcher },
};
