import { expect, test } from '@jest/globals';
import { allCrds, toStructural } from './crd.ts';
import { staleFiles } from './generate.ts';

test('crds/ is what the schemas say', () => {
  expect(staleFiles()).toEqual([]);
});

test('every field of every spec has a description that kubectl explain shows', () => {
  const missing: string[] = [];
  const walk = (schema: Record<string, unknown>, path: string) => {
    const properties = (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
    for (const [name, child] of Object.entries(properties)) {
      if (typeof child.description !== 'string') missing.push(`${path}.${name}`);
      walk(child, `${path}.${name}`);
      if (child.items) walk(child.items as Record<string, unknown>, `${path}.${name}[]`);
    }
  };
  for (const [file, crd] of allCrds()) {
    const spec = crd.spec as {
      versions: { schema: { openAPIV3Schema: { properties: { spec: Record<string, unknown> } } } }[];
    };
    const version = spec.versions[0];
    if (version) walk(version.schema.openAPIV3Schema.properties.spec, file);
  }
  expect(missing).toEqual([]);
});

test('what a structural schema may not hold is left out', () => {
  const structural = toStructural({
    $schema: 'x',
    type: 'object',
    additionalProperties: false,
    properties: { n: { type: 'integer', minimum: -Number.MAX_SAFE_INTEGER, maximum: 5 } },
  });
  expect(structural).toEqual({ type: 'object', properties: { n: { type: 'integer', maximum: 5, format: 'int64' } } });
});
