import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, type DocumentNode, validate } from 'graphql';
import * as queries from './queries.ts';

/** What TypeScript does not see: a field that the schema does not have is of type unknown there, and no error. */
test('every query fits the committed schema', async () => {
  const schema = buildSchema(await readFile(join(import.meta.dirname, '../../../../gateway/schema.graphql'), 'utf8'));
  const documents = Object.entries(queries as unknown as Record<string, DocumentNode>).filter(([, { definitions }]) =>
    definitions.some(({ kind }) => kind === 'OperationDefinition'),
  );
  expect(documents.length).toBeGreaterThan(10);
  for (const [name, document] of documents) {
    expect({ name, errors: validate(schema, document).map(({ message }) => message) }).toEqual({ name, errors: [] });
  }
});
