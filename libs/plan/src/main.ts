import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { manifestOf } from './cli/manifest.ts';
import { printPlan } from './cli/printPlan.ts';
import { discover } from './discovery/discover.ts';
import { PlanError, planApp } from './planApp.ts';

const USAGE = `Usage: npm run plan -- [options] "what the app should do"

  -f, --file FILE    read the prompt from a file; - for standard input
  -n, --name NAME    name of the AppBuild (default: app)
  -s, --source FILE  a document whose tables become entities: OpenAPI, Prisma, SQL or CSV; may be given again
  -o, --output KIND  text (default), yaml: the AppBuild to keep in Git, json: the whole plan
  -h, --help         this text
`;

/** Longest prompt that a manifest may hold. */
const LONGEST = 20_000;

class UsageError extends Error {}

async function standardInput(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const part of process.stdin as AsyncIterable<string>) text += part;
  return text;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read "${path}": ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Prints the plan of a prompt: what `npm run plan` runs. */
async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parse(argv);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const output = values.output ?? 'text';
  if (!['text', 'yaml', 'json'].includes(output)) throw new UsageError(`"${output}" is no output: text, yaml or json`);
  const given =
    values.file === undefined
      ? positionals.join(' ')
      : values.file === '-'
        ? await standardInput()
        : await readText(values.file);
  const sources = await Promise.all(
    (values.source ?? []).map(async (path) => ({
      name: path.split(/[/\\]/).at(-1) ?? path,
      content: await readText(path),
    })),
  );
  if (given.trim() === '' && sources.length === 0) throw new UsageError('say what to build: a prompt, or -f FILE');
  const name = values.name ?? 'app';
  const spec: AppBuildSpec = appBuildSpecSchema.parse({
    ...(given.trim() === '' ? {} : { prompt: given.slice(0, LONGEST) }),
    ...(sources.length > 0 ? { sources } : {}),
  });
  if (given.length > LONGEST)
    process.stderr.write(`Only the first ${LONGEST} of ${given.length} characters are read.\n`);
  const plan = planApp({ name, namespace: 'default', generation: 1, spec });
  if (output === 'json') process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
  else if (output === 'yaml') process.stdout.write(manifestOf(name, spec, plan));
  else
    process.stdout.write(
      printPlan(plan, spec.prompt === undefined ? undefined : discover(spec.prompt), process.stdout.isTTY === true),
    );
  return 0;
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        file: { type: 'string', short: 'f' },
        name: { type: 'string', short: 'n' },
        source: { type: 'string', short: 's', multiple: true },
        output: { type: 'string', short: 'o' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const text =
      error instanceof PlanError
        ? `${error.path}: ${error.message}`
        : error instanceof Error
          ? error.message
          : String(error);
    process.stderr.write(`${text}\n${error instanceof UsageError ? `\n${USAGE}` : ''}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
