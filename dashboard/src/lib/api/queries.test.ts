import { expect, test } from '@jest/globals';
import { validate } from 'graphql';
import { everyQuery, gatewaySchema } from './testing/everyQuery.ts';

/** What TypeScript does not see: a field that the schema does not have is of type unknown there, and no error. */
test('every query fits the committed schema', async () => {
  const schema = await gatewaySchema();
  const documents = await everyQuery();
  expect(documents.length).toBeGreaterThan(10);
  for (const [name, document] of documents) {
    expect({ name, errors: validate(schema, document).map(({ message }) => message) }).toEqual({ name, errors: [] });
  }
});
