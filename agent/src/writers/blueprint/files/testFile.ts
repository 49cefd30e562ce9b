import { one } from '@appfactory/plan/messages';
import { withArticle } from '@appfactory/plan/words';
import { Imports, inComment, lines, str } from '../emit.ts';
import type { Entity, Field } from '../model.ts';
import { inputName, inputType, schemaName } from './formSchemaFile.ts';

/** What a person could type into the control of a field. */
function typed(field: Field): string {
  switch (field.type) {
    case 'string':
    case 'text':
      return str(`Some ${field.name}`);
    case 'email':
      return str('name@example.com');
    case 'url':
      return str('https://example.com/page');
    case 'number':
      return str('12.5');
    case 'integer':
      return str('12');
    case 'money':
      return str('1,250.50');
    case 'boolean':
      return 'true';
    case 'enum':
      return str(field.values?.[0] ?? '');
    case 'date':
      return str('2031-03-14');
    case 'datetime':
      return str('2031-03-14T09:30:00.000Z');
    case 'reference':
    case 'image':
    case 'file':
      return str('0123456789abcdef');
  }
}

/** What the schema makes of it, where that is not the same. */
function stored(field: Field): string {
  if (field.slugOf) return str(`some-${field.name.toLowerCase()}`);
  switch (field.type) {
    case 'number':
      return '12.5';
    case 'integer':
      return '12';
    case 'money':
      return '125050';
    case 'datetime':
      return `new Date('2031-03-14T09:30:00.000Z')`;
    case 'string':
    case 'text':
    case 'email':
    case 'url':
    case 'boolean':
    case 'enum':
    case 'date':
    case 'reference':
    case 'image':
    case 'file':
      return typed(field);
  }
}

const REFUSES = ['email', 'url', 'number', 'integer', 'money', 'date', 'datetime', 'enum'];

/** src/features/<slug>/schema.test.ts */
export function testFile(entity: Entity): string {
  const schema = schemaName(entity);
  const required = entity.inputs.filter((field) => field.required && field.type !== 'boolean');
  const optional = entity.inputs.filter((field) => !field.required && field.type !== 'boolean');
  const refusing = entity.inputs.filter((field) => REFUSES.includes(field.type));
  const links = entity.links.map(({ field }) => `${field.property}: ['0123456789abcdef'],`);
  const needed = entity.links.filter(({ field }) => field.required);
  const starts = entity.inputs.flatMap((field) => {
    if (field === entity.steps?.field) return entity.steps.free ? [str(entity.steps.initial)] : [];
    return field.startsAs === undefined ? [] : [str(`${field.startsAs}`)];
  });
  const imports = new Imports()
    .add('vitest', 'describe', 'expect', 'it')
    .add(`@/features/${entity.slug}/schema`, inputName(entity), schema)
    .addType(`@/features/${entity.slug}/schema`, inputType(entity));
  return lines(
    imports.print(),
    '',
    `const filled: ${inputType(entity)} = {`,
    ...entity.inputs.map((field) => `${field.property}: ${typed(field)},`),
    ...links,
    '};',
    '',
    (required.length > 0 || refusing.length > 0 || needed.length > 0) && [
      '/** The fields that the schema complains about. */',
      `const refused = (changes: Partial<${inputType(entity)}>) =>`,
      `${schema}.safeParse({ ...filled, ...changes }).error?.issues.map((issue) => issue.path.join('.')) ?? [];`,
      '',
    ],
    `describe(${str(`what may be stored as ${withArticle(inComment(one(entity)))}`)}, () => {`,
    `it('makes values of what the form holds', () => {`,
    `expect(${schema}.parse(filled)).toEqual({`,
    ...entity.inputs.map((field) => `${field.property}: ${stored(field)},`),
    ...links,
    '});',
    '});',
    optional.length > 0 && [
      '',
      `it('stores nothing where nothing was entered', () => {`,
      `const empty = { ...filled, ${optional.map((field) => `${field.property}: ''`).join(', ')} };`,
      `expect(${schema}.parse(empty)).toMatchObject({ ${optional
        .filter((field) => !field.slugOf)
        .map((field) => `${field.property}: null`)
        .join(', ')} });`,
      '});',
    ],
    ...required.flatMap((field) => [
      '',
      `it(${str(`needs ${field.name}`)}, () => {`,
      `expect(refused({ ${field.property}: '' })).toContain('${field.property}');`,
      '});',
    ]),
    ...needed.flatMap(({ field }) => [
      '',
      `it(${str(`needs ${field.name}`)}, () => {`,
      `expect(refused({ ${field.property}: [] })).toContain('${field.property}');`,
      '});',
    ]),
    ...refusing.flatMap((field) => [
      '',
      `it(${str(`refuses a wrong ${field.name}`)}, () => {`,
      `expect(refused({ ${field.property}: 'not this' })).toContain('${field.property}');`,
      '});',
    ]),
    '',
    `it(${starts.length > 0 ? "'starts a form for a new one with what such a row has at first, and nothing else'" : "'starts a form for a new one that is empty'"}, () => {`,
    `expect(Object.values(${inputName(entity)}())${entity.links.length > 0 ? '.flat()' : ''}.filter(Boolean)).toEqual([${starts.join(', ')}]);`,
    '});',
    '});',
    '',
  );
}
