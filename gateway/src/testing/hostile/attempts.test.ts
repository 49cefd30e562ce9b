import { beforeAll, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { committedSchema } from '../../graphql/committedSchema.ts';
import { ATTEMPTS, HARMLESS } from './attempts.ts';
import { everyField } from './everyField.ts';
import type { Target } from './target.ts';

const TARGET: Target = {
  ...{ namespace: 'victim', build: 'secret', uid: 'u', said: 's', commit: 'c' },
  ...{ digest: 'd', exported: 'e', invoice: 'AF-000001', token: 't', member: 'vic' },
};
const OWN = { namespace: 'hostile', name: 'own' };

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = buildSchema(await committedSchema());
});

test('everything that can be asked, done and followed is tried on another tenant, or is said to be harmless', () => {
  const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
  );
  const known = [...Object.keys(ATTEMPTS), ...Object.keys(HARMLESS)];
  // What is missing here needs an attempt in attempts.ts.
  expect(fields.filter((field) => !known.includes(field))).toEqual([]);
  expect(known.filter((field) => !fields.includes(field))).toEqual([]);
  expect(new Set(known).size).toBe(known.length);
});

test('each attempt is what the schema understands, and is made with its field', () => {
  for (const [field, attempts] of Object.entries(ATTEMPTS)) {
    expect(attempts.length).toBeGreaterThan(0);
    for (const attempt of attempts) {
      const document = parse(attempt(TARGET, OWN));
      expect({ field, errors: validate(schema, document) }).toEqual({ field, errors: [] });
      const [operation] = document.definitions;
      const [selected] = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
      expect(selected?.kind === Kind.FIELD && selected.name.value).toBe(field.split('.')[1]);
    }
  }
});

test('every field of what a tenant has is tried with all that is under it', () => {
  const fields = everyField(schema);
  expect(fields.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'Build.chat',
      'Build.source',
      'Build.usage',
      'Tenant.keyring',
      'Tenant.usage',
      'Release.log',
    ]),
  );
  for (const [name, attempt] of fields) {
    expect({ name, errors: validate(schema, parse(attempt(TARGET, OWN))) }).toEqual({ name, errors: [] });
  }
});
