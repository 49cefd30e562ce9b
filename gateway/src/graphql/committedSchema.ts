import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The committed schema, for reviews and for the dashboard's types. */
export const SCHEMA_FILE = join(import.meta.dirname, '..', '..', 'schema.graphql');

/** As it was committed; empty when there is none. */
export function committedSchema(): Promise<string> {
  return readFile(SCHEMA_FILE, 'utf8').catch(() => '');
}
