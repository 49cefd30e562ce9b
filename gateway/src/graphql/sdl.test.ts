import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { committedSchema, SCHEMA_FILE } from './committedSchema.ts';
import { currentSchema } from './sdl.ts';

test('schema.graphql is what the resolvers make; after a change: UPDATE_SCHEMA=1 npm run unit -- gateway/src/graphql/sdl', async () => {
  const current = await currentSchema();
  if (process.env.UPDATE_SCHEMA) await writeFile(SCHEMA_FILE, current);
  expect(await committedSchema()).toBe(current);
});
