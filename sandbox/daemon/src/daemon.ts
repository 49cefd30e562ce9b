import type { Config } from './config.ts';
import { WatcherTable } from './filesystem/watcherTable.ts';
import { resolvePath } from './paths.ts';
import { ProcessTable } from './process/table.ts';
import { OnlyUser } from './user.ts';

/** What a call can see and change: the processes, the watchers and the defaults that /init sets. */
export class Daemon {
  readonly config: Config;
  readonly processes = new ProcessTable();
  readonly watchers = new WatcherTable();
  readonly user: OnlyUser;
  /** Environment of every command, over the daemon's own. */
  environment: Record<string, string> = {};
  workdir: string;

  constructor(config: Config) {
    this.config = config;
    this.user = new OnlyUser(config.identity);
    this.workdir = config.workdir;
  }

  resolve(path: string): string {
    return resolvePath(path, { workdir: this.workdir, home: this.config.home });
  }

  async close(): Promise<void> {
    this.watchers.close();
    await this.processes.close();
  }
}
