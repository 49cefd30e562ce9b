import { parseCommand } from './arguments.ts';
import { endToEnd, gate } from './commands/gate.ts';
import { kubectl } from './commands/kubectl.ts';
import { up } from './commands/up.ts';
import { USAGE, UsageError } from './usage.ts';

/** The launcher: what `npm start`, `npm run kubectl`, `npm test` and `npm run e2e` run. */
async function main(argv: string[]): Promise<number> {
  const command = parseCommand(argv);
  switch (command.name) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'kubectl':
      return kubectl(command.args);
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
    const text =
      error instanceof Error ? (process.env.DEBUG ? (error.stack ?? error.message) : error.message) : String(error);
    process.stderr.write(`\n${text}${usage}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
