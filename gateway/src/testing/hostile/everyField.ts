import {
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { Attempt } from './attempts.ts';
import type { Target } from './target.ts';

/** Where what belongs to a tenant is entered, and what is found there. */
const WAYS_IN: Record<string, (target: Target) => string> = {
  Build: ({ namespace, build }) => `build(namespace: "${namespace}", name: "${build}")`,
  Release: ({ namespace, build }) => `release(namespace: "${namespace}", name: "${build}")`,
  Tenant: ({ namespace }) => `tenant(name: "${namespace}")`,
  Invoice: ({ invoice }) => `invoice(number: "${invoice}")`,
};

/** What fields need to be asked with. */
const GIVEN: Record<string, (target: Target) => string> = {
  'SourceCode.commit': ({ commit }) => `(id: "${commit}")`,
  'SourceCode.file': () => '(path: "secret.txt")',
};

/** How deep is looked: further down nothing is looked up by what the asker says. */
const DEEPEST = 5;

/**
 * One query for each field of a build, a release, a tenant and an invoice, with everything under it, made from the schema: a field that
 * is added is tried, too.
 */
export function everyField(schema: GraphQLSchema): [string, Attempt][] {
  return Object.entries(WAYS_IN).flatMap(([name, wayIn]) => {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`the schema has no type ${name}`);
    const parts = Object.values(type.getFields()).map((field): [string, Attempt] => [
      `${name}.${field.name}`,
      (target) => `{ ${wayIn(target)} { ${asked(name, field, target, 1)} } }`,
    ]);
    return parts;
  });
}

function asked(type: string, field: GraphQLField<unknown, unknown>, target: Target, depth: number): string {
  const given = GIVEN[`${type}.${field.name}`]?.(target) ?? '';
  const needed = field.args.filter(isRequiredArgument);
  if (needed.length > 0 && given === '') {
    throw new Error(`${type}.${field.name} needs ${needed.map(({ name }) => name).join(', ')}: say what in GIVEN`);
  }
  return `${field.name}${given} ${selection(field.type, target, depth)}`;
}

function selection(output: GraphQLOutputType, target: Target, depth: number): string {
  const type = getNamedType(output);
  if (isLeafType(type)) return '';
  const types = isUnionType(type) ? type.getTypes() : isObjectType(type) ? [type] : [];
  const parts = types.map((one) => {
    const fields = Object.values(one.getFields())
      .filter((field) => isLeafType(getNamedType(field.type)) || depth < DEEPEST)
      .map((field) => asked(one.name, field, target, depth + 1));
    return `... on ${one.name} { __typename ${fields.join(' ')} }`;
  });
  return `{ ${parts.join(' ')} }`;
}
