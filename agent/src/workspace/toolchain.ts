import { Stop } from '../stop.ts';
import { quote, type Repository } from './repository.ts';
import { type BuildSandbox, tail } from './sandbox.ts';

/** Scripts that prove the whole app. */
const PROOFS: ReadonlySet<string> = new Set(['build', 'types', 'lint', 'test']);
/** Bash that lets others go first: among all sessions where the kernel groups processes by session, else in this container. */
const BEHIND = '{ echo 10 > /proc/self/autogroup; } 2>/dev/null; exec nice -n 10 ';

/** Milliseconds that a proof may take: it lets everything else go first, and the machine may be busy for long. */
const PROOF_LIMIT = 3_600_000;

/** Somebody with an account of the app. */
export interface Person {
  email: string;
  password: string;
  /** One of the app's roles. */
  role: string;
  /** Token of a session that they have from the start. */
  session?: string;
}

/** What the template's own tools do to the app's code: format, migrate, prove. Their names are the template's scripts. */
export class Toolchain {
  readonly #sandbox: BuildSandbox;

  constructor(sandbox: BuildSandbox) {
    this.#sandbox = sandbox;
  }

  /** Formats what changed. Throws a terminal Stop with the tool's words about code that it cannot read. */
  async tidy(repository: Repository): Promise<void> {
    const changed = (await repository.changed()).filter(
      (path) => /\.(ts|tsx|css|json)$/.test(path) && !path.startsWith('drizzle/'),
    );
    if (changed.length === 0) return;
    await this.#sandbox.must(
      `node_modules/.bin/biome check --write --no-errors-on-unmatched ${changed.map(quote).join(' ')}`,
      'CodeNotClean',
    );
  }

  /** Brings the preview's database to the schema of the working tree. */
  async migratePreview(): Promise<void> {
    await this.script('db:migrate', 'MigrationFailed');
  }

  /** Fills the preview's empty tables with sample rows. */
  async fillPreview(): Promise<void> {
    await this.script('db:samples', 'MigrationFailed');
  }

  /**
   * Runs a script of the app's package.json to its end; resolves with the seconds that it took. A person and the first
   * checks wait for the preview's server, nobody for a proof that is one of several: those leave the processors to it.
   */
  async script(name: string, reason: string, env?: Record<string, string>): Promise<number> {
    const started = performance.now();
    const isProof = PROOFS.has(name);
    const result = await this.#sandbox.run(`${isProof ? BEHIND : ''}node --run ${name}`, {
      env: { CI: '1', NEXT_TELEMETRY_DISABLED: '1', ...env },
      timeout: isProof ? PROOF_LIMIT : undefined,
    });
    if (result.exitCode !== 0) {
      throw new Stop('terminal', reason, `npm run ${name} failed:\n${tail(result)}`);
    }
    return (performance.now() - started) / 1000;
  }

  /** Makes accounts in an app's database, or gives those of these addresses this password and role. */
  async accounts(people: readonly Person[], databaseUrl?: string): Promise<void> {
    const env = { PEOPLE: JSON.stringify(people), ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
    const result = await this.#sandbox.run('node --run user:create', { env });
    if (result.exitCode !== 0)
      throw new Stop('terminal', 'AccountFailed', `Accounts could not be made:\n${tail(result)}`);
  }
}
