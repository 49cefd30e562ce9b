import { parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

/** What the person asked for. */
export type Command =
  | { name: 'up'; options: UpOptions }
  | { name: 'kubectl'; args: string[] }
  | { name: 'backup'; options: BackupOptions }
  | { name: 'restore'; options: BackupOptions & { replace: boolean } }
  | { name: 'test'; args: string[] }
  | { name: 'e2e'; full: boolean; args: string[] }
  | { name: 'help' };

export interface UpOptions {
  /** Build the manifests, then stop everything and end. */
  once: boolean;
  /** Manifests to apply; with `once` and none given, the sample. */
  files: string[];
  /** Folder that keeps everything; undefined: .appfactory in the checkout. */
  data: string | undefined;
  /** Port of the ingress on loopback. */
  port: number;
  /** A context of the user's own kubeconfig, to use that cluster. */
  context: string | undefined;
  /** Start PostgreSQL and the gateway, too. */
  gateway: boolean;
}

export interface BackupOptions {
  file: string;
  /** Folder of the platform; undefined: .appfactory in the checkout. */
  data: string | undefined;
}

export const DEFAULT_PORT = 8080;

/** Reads the command line. Throws UsageError with what is wrong and what is right. */
export function parseCommand(argv: string[]): Command {
  const [first, ...rest] = argv;
  if (first === 'kubectl') return { name: 'kubectl', args: rest[0] === '--' ? rest.slice(1) : rest };
  if (first === 'test') return { name: 'test', args: rest };
  if (first === 'e2e') {
    return { name: 'e2e', full: rest.includes('--full'), args: rest.filter((arg) => arg !== '--full') };
  }
  if (first === 'backup' || first === 'restore') return parseBackup(first, rest);
  if (first === 'help') return { name: 'help' };
  return parseUp(first === 'up' ? rest : argv);
}

function parseBackup(name: 'backup' | 'restore', args: string[]): Command {
  const { values, positionals } = explained(() =>
    parseArgs({ args, allowPositionals: true, options: { data: { type: 'string' }, replace: { type: 'boolean' } } }),
  );
  const [file, another] = positionals;
  if (file === undefined || another !== undefined) {
    throw new UsageError(`${name} takes one file: npm run ${name} -- accounts.backup`);
  }
  const options = { file, data: values.data };
  if (name === 'restore') return { name, options: { ...options, replace: values.replace ?? false } };
  if (values.replace) throw new UsageError('--replace belongs to restore');
  return { name, options };
}

function parseUp(argv: string[]): Command {
  const { values, positionals } = parseOrExplain(argv);
  if (values.help) return { name: 'help' };
  const [unknown] = positionals;
  if (unknown !== undefined) {
    throw new UsageError(
      `"${unknown}" is not a command: there are up (the default), kubectl, backup, restore, test and e2e`,
    );
  }
  return {
    name: 'up',
    options: {
      once: values.once ?? false,
      files: values.file ?? [],
      data: values.data,
      port: values.port === undefined ? DEFAULT_PORT : parsePort(values.port),
      context: values.context,
      // Nobody signs in to a platform that ends with its builds.
      gateway: !values.once && !values['no-gateway'],
    },
  };
}

function parseOrExplain(args: string[]) {
  return explained(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        once: { type: 'boolean' },
        file: { type: 'string', short: 'f', multiple: true },
        data: { type: 'string' },
        port: { type: 'string' },
        context: { type: 'string' },
        'no-gateway': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }),
  );
}

function explained<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  // Below 1024 a program needs rights that this one should not have.
  if (Number.isInteger(port) && (port === 0 || (port >= 1024 && port <= 65535))) return port;
  throw new UsageError(`--port "${text}" is not a port: give a number from 1024 to 65535, or 0 for any free one`);
}
