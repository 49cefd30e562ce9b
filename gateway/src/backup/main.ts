import { parseArgs } from 'node:util';
import { backUp } from './backup.ts';
import type { Rows } from './file.ts';
import { restore } from './restore.ts';

const USAGE = `DATABASE_URL=postgres://... node gateway/src/backup/main.ts backup FILE
DATABASE_URL=postgres://... node gateway/src/backup/main.ts restore FILE [--replace]`;

/** Backs accounts, invoices and audit log up, or puts them back; the launcher runs it, and a CronJob may. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean' } } });
  const [what, file] = positionals;
  const url = process.env.DATABASE_URL;
  if (!url || !file || positionals.length !== 2) throw new Error(`Usage: ${USAGE}`);
  if (what === 'backup') say('Backed up', await backUp(url, file));
  else if (what === 'restore') say('Restored', await restore(url, file, { replace: values.replace }));
  else throw new Error(`"${what}" is neither backup nor restore.\n${USAGE}`);
}

function say(what: string, { account = 0, audit = 0, invoice = 0 }: Rows): void {
  const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
  const entries = count(audit, 'entry', 'entries');
  process.stdout.write(
    `${what}: ${count(account, 'account')}, ${count(invoice, 'invoice')}, ${entries} of the audit log.\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
