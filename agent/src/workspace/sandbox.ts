import { readFileSync } from 'node:fs';
import { CommandExitError, type CommandResult, Sandbox } from 'e2b';
import type { AgentConfig } from '../config.ts';
import { Stop } from '../stop.ts';

export interface CommandOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Milliseconds after which the command is killed; default ten minutes. */
  timeout?: number;
}

/** The sandbox of the build, driven by the published E2B client. Whatever breaks between us and it is worth a retry. */
export class BuildSandbox {
  readonly sandbox: Sandbox;
  readonly workspace: string;

  constructor(sandbox: Sandbox, workspace: string) {
    this.sandbox = sandbox;
    this.workspace = workspace;
  }

  static async connect(config: AgentConfig): Promise<BuildSandbox> {
    const sandbox = await lost('connect to the sandbox', () =>
      Sandbox.connect(config.SANDBOX_ID, {
        apiKey: readFileSync(config.SANDBOX_TOKEN_FILE, 'utf8').trim(),
        apiUrl: config.SANDBOX_API_URL,
        sandboxUrl: config.SANDBOX_ROUTER_URL,
      }),
    );
    return new BuildSandbox(sandbox, config.WORKSPACE);
  }

  /** Runs a command by bash; resolves with its output whatever its exit status is. */
  async run(command: string, options: CommandOptions = {}): Promise<CommandResult> {
    return lost(`run "${command.slice(0, 80)}"`, async () => {
      try {
        return await this.sandbox.commands.run(command, {
          cwd: options.cwd ?? this.workspace,
          envs: options.env,
          timeoutMs: options.timeout ?? 600_000,
          requestTimeoutMs: 60_000,
        });
      } catch (error) {
        if (error instanceof CommandExitError) return error;
        throw error;
      }
    });
  }

  /** Runs a command that must succeed. Throws a terminal Stop with the end of its output otherwise. */
  async must(command: string, reason: string, options?: CommandOptions): Promise<string> {
    const result = await this.run(command, options);
    if (result.exitCode === 0) return result.stdout;
    throw new Stop('terminal', reason, `"${command.slice(0, 120)}" failed in the sandbox:\n${tail(result)}`);
  }

  /** Starts a command that goes on; its output is read by `output`, so that nothing is buffered here. */
  async start(command: string, options: CommandOptions & { output: string }): Promise<{ stop(): Promise<void> }> {
    const handle = await lost(`start "${command.slice(0, 80)}"`, () =>
      this.sandbox.commands.run(`exec >${options.output} 2>&1; ${command}`, {
        cwd: options.cwd ?? this.workspace,
        envs: options.env,
        background: true,
        timeoutMs: 0,
      }),
    );
    // Nobody waits for a server; a rejection when it is killed must not end the agent.
    handle.wait().catch(() => undefined);
    return {
      stop: async () => {
        await lost('stop a server', () => handle.kill());
      },
    };
  }

  async write(files: ReadonlyMap<string, string>): Promise<void> {
    if (files.size === 0) return;
    const entries = [...files].map(([path, data]) => ({ path: `${this.workspace}/${path}`, data }));
    await lost('write files', () => this.sandbox.files.write(entries));
  }

  async writeBytes(path: string, data: Uint8Array): Promise<void> {
    const copy = new Uint8Array(data).buffer;
    await lost(`write "${path}"`, () => this.sandbox.files.write(path, copy));
  }

  async readBytes(path: string): Promise<Uint8Array> {
    return lost(`read "${path}"`, () => this.sandbox.files.read(path, { format: 'bytes' }));
  }
}

/** The last lines of what a command said, for messages. */
export function tail(result: { stdout: string; stderr: string }, lines = 25): string {
  const text = `${result.stdout}\n${result.stderr}`.trim();
  return text.split('\n').slice(-lines).join('\n').slice(-1800);
}

async function lost<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof Stop) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Stop('retry', 'SandboxLost', `Could not ${what}: ${message}`, { cause });
  }
}
