import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { expect, test } from '@jest/globals';
import { statementIn, TEMPLATES } from './starts.ts';
import { specOf } from './statement.ts';

const folder = join(import.meta.dirname, '../../../../examples');

test('every manifest of examples/ is a template', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));
  expect(TEMPLATES.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
});

test.each(TEMPLATES)('what the template $file states is what is built', async ({ file }) => {
  const statement = await statementIn(`${file}.yaml`, readFileSync(join(folder, `${file}.yaml`), 'utf8'));
  expect(statement).toMatchObject({ name: file, step: 'plan' });
  expect(() => appBuildSpecSchema.parse(JSON.parse(JSON.stringify(specOf(statement))))).not.toThrow();
});

test('what a manifest states beside the things is kept', async () => {
  const text =
    'apiVersion: appfactory.dev/v1alpha1\nkind: AppBuild\nmetadata: { name: a }\nspec: { prompt: A list, budget: { minutes: 5 }, order: [Item] }';
  expect(specOf(await statementIn('a.yaml', text))).toMatchObject({
    prompt: 'A list',
    budget: { minutes: 5 },
    order: ['Item'],
  });
});

test('any other document is one that things are taken from', async () => {
  const sql = 'create table client (id int, name text);';
  expect(specOf(await statementIn('crm.sql', sql))).toMatchObject({ sources: [{ name: 'crm.sql', content: sql }] });
});

test.each([
  ['empty.yaml', ' ', /“empty.yaml” is empty/],
  ['large.csv', 'a'.repeat(100_001), /100,001 characters; at most 100,000/],
  ['bad.yaml', 'kind: AppBuild\nspec: [', /“bad.yaml” is no YAML: /],
  ['none.yaml', 'kind: AppBuild\n', /AppBuild without a spec/],
])('%s is refused with words', async (file, text, words) => {
  await expect(statementIn(file, text)).rejects.toThrow(words);
});
