import { parseArgs } from 'node:util';

export interface Options {
  /** Names of rows; empty: all. */
  only: string[];
  json: boolean;
  /** Instead of the table: churn for this many hours. */
  soakHours: number | undefined;
}

export const USAGE = `npm run bench -- [--only NAME]... [--json]     the speed table; NAME is one of the rows
npm run bench:soak -- [--hours N] [--json]     churn for N hours (default 1) and tell how memory behaves`;

/** Reads the command line. Throws an Error that says what is wrong and what is right. */
export function parseOptions(argv: string[], rows: readonly string[]): Options {
  const { values } = parse(argv);
  const only = values.only ?? [];
  const unknown = only.find((name) => !rows.includes(name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is not a row: there are ${rows.join(', ')}\n${USAGE}`);
  const hours = Number(values.hours ?? 1);
  if (!(hours > 0)) throw new Error(`--hours "${values.hours}" is not a number of hours, for example 0.5\n${USAGE}`);
  if (values.hours !== undefined && !values.soak) throw new Error(`--hours belongs to the soak\n${USAGE}`);
  return { only, json: values.json ?? false, soakHours: values.soak ? hours : undefined };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        soak: { type: 'boolean' },
        hours: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
