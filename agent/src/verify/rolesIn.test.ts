import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planApp } from '@appfactory/plan/planApp';
import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { rolesIn } from './rolesIn.ts';

const planOf = async (example: string) => {
  const text = await readFile(join(import.meta.dirname, '../../../examples', `${example}.yaml`), 'utf8');
  const spec = appBuildSpecSchema.parse((parse(text) as { spec: unknown }).spec);
  return planApp({ name: example, namespace: 'default', generation: 1, spec });
};

test('names every role that a check begins as or becomes, the spec’s and the template’s own', async () => {
  const plan = await planOf('repair-shop');
  const named = (plan.roles ?? []).map(({ name }) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(rolesIn(plan)).toEqual([...named, 'member'].sort());
});

test('names none where nobody has rules', async () => {
  expect(rolesIn(await planOf('crm'))).toEqual([]);
});
