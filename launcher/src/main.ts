import { parseCommand } from './arguments.ts';
import { backup, restore } from './commands/backup.ts';
import { endToEnd, gate } from './commands/gate.ts';
import { kubectl } from './commands/kubectl.ts';
import { up } from './commands/up.ts';
import { USAGE, UsageError } from './usage.ts';

/** The launcher: what `npm start`, `npm run kubectl`, `npm run backup`, `npm test` and `npm run e2e` run. */
async function main(argv: string[]): Promise<number> {
  const command = parseCommand(argv);
  switch (command.name) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'kubectl':
      return kubectl(command.args);
    case 'backup':
      return backup(command.options);
    case 'restore':
      return restore(command.options);
    case 'test':
      return gate(command.args);
    case 'e2e':
      return endToEnd(command);
    case 'up':
      return up(command.options);
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const usage = error instanceof UsageError ? `\n\n${USAGE}` : '';
    process.stderr.write(`\n${textOf(error)}${usage}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);

/** What a person can do about errors of the system, whose own texts do not say. */
const ADVICE: Record<string, string> = {
  ENOSPC: 'the disk is full: free some room (the cache and old data folders can be deleted while nothing runs)',
  EACCES: 'this user may not go there: correct its owner, or choose another folder with --data or APPFACTORY_CACHE',
  EROFS: 'that file system is read-only: choose another folder with --data or APPFACTORY_CACHE',
};

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = process.env.DEBUG ? (error.stack ?? error.message) : error.message;
  const advice = ADVICE[(error as NodeJS.ErrnoException).code ?? ''];
  return advice ? `${text}\nWhat to do: ${advice}.` : text;
}
