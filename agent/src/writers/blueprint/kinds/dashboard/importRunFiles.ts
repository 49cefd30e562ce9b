/** src/features/figures/import.ts */
export const IMPORT_FILE = `import { inArray, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { z } from 'zod';
import { db } from '@/db';
import { type CellType, cellInput, type DateOrder } from '@/features/figures/cells';
import type { ImportAnswer, RowProblem } from '@/features/figures/import-answer';
import { isBlank, readCsv } from '@/lib/csv';
import type { Entity } from '@/lib/entity';
import type { SessionUser } from '@/lib/session';

/** A field that a column of a file can fill. */
export type ImportColumn = {
  /** Its key in the form. */
  property: string;
  label: string;
  type: CellType;
  required: boolean;
  values?: readonly string[];
  /** Of a reference: what it refers to. */
  entity?: Entity;
};

type Statement = BatchItem<'sqlite'>;
type Parsed = { ok: true; at: number } | { ok: false; problems: { property: string; message: string }[] };

/** What an import of records of one kind needs: their fields, what the form accepts of them, and how they are written. */
export type Import = {
  slug: string;
  columns: ImportColumn[];
  /** Forgets what was parsed before. */
  begin: () => {
    parse: (input: Record<string, unknown>) => Parsed;
    valueAt: (at: number, property: string) => unknown;
    drop: (at: number) => void;
    statements: (user: SessionUser) => Statement[];
  };
  /** A file to begin with. */
  example: { header: string[]; rows: string[][] };
  unique: { property: string; column: SQLiteColumn; message: string }[];
  table: SQLiteTable;
};

/** Rows that one statement writes: SQLite takes a number of values at once. */
const rowsPerStatement = 200;

/** Ties the parts of an import together, so that what is written has the types of the table. */
export function defineImport<Output extends object>({
  schema,
  blank,
  write,
  ...rest
}: Omit<Import, 'begin'> & {
  schema: z.ZodType<Output>;
  /** What the form holds for a new record. */
  blank: Record<string, unknown>;
  write: (rows: Output[], user: SessionUser) => Statement;
}): Import {
  return {
    ...rest,
    begin() {
      const parsed = new Map<number, Output>();
      let next = 0;
      return {
        parse(input) {
          const result = schema.safeParse({ ...blank, ...input });
          if (!result.success) {
            return {
              ok: false,
              problems: result.error.issues.map(({ path, message }) => ({ property: String(path[0]), message })),
            };
          }
          parsed.set(next, result.data);
          return { ok: true, at: next++ };
        },
        valueAt: (at, property) => Object.entries(parsed.get(at) ?? {}).find(([name]) => name === property)?.[1],
        drop: (at) => void parsed.delete(at),
        statements(user) {
          const rows = [...parsed.values()];
          const parts = Math.ceil(rows.length / rowsPerStatement);
          return Array.from({ length: parts }, (_, part) =>
            write(rows.slice(part * rowsPerStatement, (part + 1) * rowsPerStatement), user),
          );
        },
      };
    },
  };
}

/** The most rows of one file. */
export const mostRows = 10_000;
/** The most records of another kind among which names are looked up. */
const mostNames = 10_000;
/** Values that one question to the database names. */
const valuesPerQuery = 500;

export type ImportRequest = {
  text: string;
  /** Which column of the file, counted from 0, fills which field. */
  mapping: Record<string, number>;
  dates: DateOrder;
  /** Absent: nothing is written. Else as many rows as were ready when the person said yes. */
  confirmed?: number;
};

/** Ids by the names of records that the person may read, in lower case; null for a name that several have. */
async function idsByName(entity: Entity): Promise<Map<string, string | null>> {
  const ids = new Map<string, string | null>();
  for (const { id, label } of await entity.search('', mostNames)) {
    const name = label.trim().toLowerCase();
    ids.set(name, ids.has(name) ? null : id);
  }
  return ids;
}

/** Values of a column that the database has already. */
async function taken(table: SQLiteTable, column: SQLiteColumn, values: unknown[]): Promise<Set<unknown>> {
  const found = new Set<unknown>();
  for (let at = 0; at < values.length; at += valuesPerQuery) {
    const rows = await db
      .select({ value: sql<unknown>\`\${column}\` })
      .from(table)
      .where(inArray(column, values.slice(at, at + valuesPerQuery)));
    for (const { value } of rows) found.add(value);
  }
  return found;
}

/**
 * Checks a file row by row, and writes the rows that are right once the person has said yes to as many as are right now.
 * All of them are written, or none. Answers with what each other row has wrong.
 */
export async function runImport(
  { columns, unique, table, begin }: Import,
  { text, mapping, dates, confirmed }: ImportRequest,
  user: SessionUser,
): Promise<ImportAnswer | { error: string }> {
  const file = readCsv(text);
  if ('error' in file) return file;
  if (file.rows.length > mostRows) {
    return { error: \`The file has \${file.rows.length} rows; at most \${mostRows} are read at once. Divide it.\` };
  }
  const mapped = columns.flatMap((column) => {
    const at = mapping[column.property];
    return at === undefined || at < 0 || at >= file.header.length ? [] : [{ ...column, at }];
  });
  const names = new Map<string, Map<string, string | null>>();
  for (const { property, entity } of mapped) if (entity) names.set(property, await idsByName(entity));

  const rows = begin();
  const labels = new Map(columns.map(({ property, label }) => [property, label]));
  const problems = new Map<number, RowProblem[]>();
  const ready: { row: number; at: number }[] = [];
  const say = (row: number, property: string, message: string) =>
    problems.set(row, [...(problems.get(row) ?? []), { field: labels.get(property) ?? property, message }]);

  for (const [index, cells] of file.rows.entries()) {
    if (isBlank(cells)) continue;
    // As a spreadsheet counts: the header is row 1.
    const row = index + 2;
    const input: Record<string, unknown> = {};
    for (const column of mapped) {
      const read = cellInput(cells[column.at] ?? '', column, dates);
      if ('problem' in read) {
        say(row, column.property, read.problem);
      } else if (column.entity && read.input !== '') {
        const name = String(read.input);
        const id = names.get(column.property)?.get(name.toLowerCase());
        if (id) input[column.property] = id;
        else {
          const thing = column.entity.singular.toLowerCase();
          say(row, column.property, id === null ? \`More than one \${thing} is called “\${name}”\` : \`There is no \${thing} “\${name}”\`);
        }
      } else if (read.input !== '') {
        input[column.property] = read.input;
      }
    }
    const known = new Set(problems.get(row)?.map(({ field }) => field));
    const parsed = rows.parse(input);
    if (!parsed.ok) {
      for (const { property, message } of parsed.problems) {
        const field = labels.get(property) ?? property;
        // The first thing that is wrong with a value says enough.
        if (!known.has(field)) say(row, property, message);
        known.add(field);
      }
    } else if (known.size > 0) rows.drop(parsed.at);
    else ready.push({ row, at: parsed.at });
  }

  for (const { property, column, message } of unique) {
    const values = ready.map(({ at }) => rows.valueAt(at, property)).filter((value) => value != null);
    const inDatabase = await taken(table, column, [...new Set(values)]);
    const seen = new Map<unknown, number>();
    for (const { row, at } of ready) {
      const value = rows.valueAt(at, property);
      if (value == null) continue;
      const before = seen.get(value);
      if (inDatabase.has(value)) say(row, property, message);
      else if (before !== undefined) say(row, property, \`\${labels.get(property)} is the same as in row \${before}\`);
      else seen.set(value, row);
    }
  }
  const right = ready.filter(({ row, at }) => {
    if (!problems.has(row)) return true;
    rows.drop(at);
    return false;
  });
  const answer: ImportAnswer = {
    ready: right.length,
    sample: right.slice(0, 5).map(({ row }) => row),
    problems: [...problems].sort(([a], [b]) => a - b).map(([row, found]) => ({ row, found })),
    written: false,
  };
  if (confirmed === undefined || right.length === 0) return answer;
  if (confirmed !== right.length) return { ...answer, changed: true };
  const [first, ...others] = rows.statements(user);
  if (first) await db.batch([first, ...others]);
  return { ...answer, written: true };
}
`;

/** src/features/figures/import-answer.ts */
export const IMPORT_ANSWER_FILE = `/** What is wrong with one field of a row. */
export type RowProblem = { field: string; message: string };

/** What the check of a file found. Rows are counted as spreadsheets count them: the header is row 1. */
export type ImportAnswer = {
  /** How many rows are right. */
  ready: number;
  /** Some of them. */
  sample: number[];
  problems: { row: number; found: RowProblem[] }[];
  written: boolean;
  /** Not written: since the person said yes, the records have changed. */
  changed?: true;
};

/** What the form of an import shows of a field. */
export type ImportField = { property: string; label: string; required: boolean; isDate: boolean; hint: string };

/** The largest file, in bytes. */
export const largestFile = 5 * 1024 * 1024;
`;
