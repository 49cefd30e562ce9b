import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, type DocumentNode, validate } from 'graphql';

const FOLDER = join(import.meta.dirname, 'queries');

/** What TypeScript does not see: a field that the schema does not have is of type unknown there, and no error. */
test('every query fits the committed schema', async () => {
  const schema = buildSchema(await readFile(join(import.meta.dirname, '../../../../gateway/schema.graphql'), 'utf8'));
  const modules = (await readdir(FOLDER)).map((file) => import(join(FOLDER, file)) as Promise<Record<string, unknown>>);
  const queries = (await Promise.all(modules)).flatMap((module) =>
    Object.entries(module as Record<string, DocumentNode>),
  );
  const documents = queries.filter(([, { definitions }]) =>
    definitions.some(({ kind }) => kind === 'OperationDefinition'),
  );
  expect(documents.length).toBeGreaterThan(10);
  for (const [name, document] of documents) {
    expect({ name, errors: validate(schema, document).map(({ message }) => message) }).toEqual({ name, errors: [] });
  }
});
