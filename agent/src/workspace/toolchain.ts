import { Stop } from '../stop.ts';
import { quote, type Repository } from './repository.ts';
import { type BuildSandbox, tail } from './sandbox.ts';

/** What the template's own tools do to the app's code: format, migrate, prove. Their names are the template's scripts. */
export class Toolchain {
  readonly #sandbox: BuildSandbox;

  constructor(sandbox: BuildSandbox) {
    this.#sandbox = sandbox;
  }

  /** Formats what changed, and finds what does not type-check. Throws a terminal Stop with the tool's words. */
  async tidyAndCheck(repository: Repository): Promise<void> {
    const changed = (await repository.changed()).filter(
      (path) => /\.(ts|tsx|css|json)$/.test(path) && !path.startsWith('drizzle/'),
    );
    if (changed.length > 0) {
      await this.#sandbox.must(
        `node_modules/.bin/biome check --write --no-errors-on-unmatched ${changed.map(quote).join(' ')}`,
        'CodeNotClean',
      );
    }
    await this.script('types', 'TypesFailed');
  }

  /** Brings the preview's database to the schema of the working tree and fills empty tables with sample rows. */
  async migratePreview(): Promise<void> {
    await this.script('db:migrate', 'MigrationFailed');
    await this.script('db:samples', 'MigrationFailed');
  }

  /** Runs a script of the app's package.json. */
  async script(name: string, reason: string, env?: Record<string, string>): Promise<number> {
    const started = performance.now();
    const result = await this.#sandbox.run(`node --run ${name}`, {
      env: { CI: '1', NEXT_TELEMETRY_DISABLED: '1', ...env },
    });
    if (result.exitCode !== 0) {
      throw new Stop('terminal', reason, `npm run ${name} failed:\n${tail(result)}`);
    }
    return (performance.now() - started) / 1000;
  }

  /** Makes an account in an app's database, or gives the one of that address this password and role. */
  async account(email: string, password: string, role: string, databaseUrl?: string): Promise<void> {
    const env = { EMAIL: email, PASSWORD: password, ROLE: role, ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
    const result = await this.#sandbox.run('node --run user:create', { env });
    if (result.exitCode !== 0)
      throw new Stop('terminal', 'AccountFailed', `An account could not be made:\n${tail(result)}`);
  }
}
