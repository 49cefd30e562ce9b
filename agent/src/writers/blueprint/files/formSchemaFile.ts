import { one } from '@appfactory/plan/messages';
import { withArticle } from '@appfactory/plan/words';
import { Imports, inComment, lines, str } from '../emit.ts';
import type { Entity, Field } from '../model.ts';
import { referencesOf } from './queriesFile.ts';

export const featurePath = (entity: Entity, file: string): string => `src/features/${entity.slug}/${file}`;
export const schemaName = (entity: Entity): string => `${entity.variable}Schema`;
export const inputType = (entity: Entity): string => `${entity.type}Input`;
export const inputName = (entity: Entity): string => `${entity.variable}Input`;
export const choicesName = (field: Field): string => `${field.property}Choices`;

function rule(field: Field): string {
  const label = str(field.label);
  switch (field.type) {
    case 'integer':
      return `field.number(${label}).refine(Number.isSafeInteger, ${str(`${field.label} must be a whole number`)})`;
    case 'enum':
      return `field.choice(${label}, ${field.valuesName})`;
    case 'boolean':
      return 'field.boolean()';
    case 'string':
    case 'text':
    case 'number':
    case 'money':
    case 'date':
    case 'datetime':
    case 'email':
    case 'url':
    case 'reference':
    case 'file':
      return `field.${field.type}(${label})`;
    case 'image':
      return `field.file(${label})`;
  }
}

/** What the control of a field holds for a row. */
function held(entity: Entity, field: Field, imports: Imports): string {
  const value = `${entity.variable}?.${field.property}`;
  const by = (name: string, code = value) => {
    imports.add('@/lib/inputs', name);
    return `${name}(${code})`;
  };
  switch (field.type) {
    case 'boolean':
      return `${value} ?? false`;
    case 'integer':
      return by('numberInput', field.startsAs === undefined ? value : `${value} ?? ${field.startsAs}`);
    case 'number':
      return by('numberInput');
    case 'money':
      return by('moneyInput');
    case 'datetime':
      return by('datetimeInput');
    case 'reference':
      return by('textInput', `${value} ?? preset.${field.property}`);
    case 'enum':
      return field === entity.steps?.field ? `${value} ?? ${str(entity.steps.initial)}` : by('textInput');
    case 'string':
    case 'text':
    case 'date':
    case 'email':
    case 'url':
    case 'image':
    case 'file':
      return by('textInput');
  }
}

/** src/features/<slug>/schema.ts: what the form accepts in the browser, and the action on the server. */
export function formSchemaFile(entity: Entity): string {
  const enums = entity.fields.filter((field) => field.type === 'enum');
  const references = referencesOf(entity);
  const imports = new Imports()
    .add('zod', 'z')
    .add(`@/db/schema/${entity.slug}`, ...enums.map((field) => field.valuesName))
    .addType(`@/db/schema/${entity.slug}`, entity.type);
  const inputs = entity.inputs.map((field) => `${field.property}: ${held(entity, field, imports)},`);
  const presets = references.map((field) => `${field.property}?: string`).join('; ');
  const linked = entity.links.map(({ field }) => `${field.property}?: { id: string }[]`).join('; ');
  const preset =
    (references.length > 0 ? `, preset: { ${presets} } = {}` : '') +
    (entity.links.length > 0 ? `, linked: { ${linked} } = {}` : '');
  inputs.push(
    ...entity.links.map(({ field: { property } }) => `${property}: linked.${property}?.map(({ id }) => id) ?? [],`),
  );
  const name = inComment(one(entity));
  const slugs = entity.fields.flatMap((field) => {
    const from = entity.fields.find((other) => other.name === field.slugOf);
    return from ? [{ field, from }] : [];
  });
  if (slugs.length > 0) imports.add('@/lib/slug', 'slugOf');
  const made = slugs.map(
    ({ field, from }) =>
      `${field.property}: slugOf(value.${field.property} ?? value.${from.property}${from.notNull ? '' : ` ?? ''`})`,
  );
  return lines(
    imports.print(),
    `import * as field from '@/lib/fields';`,
    '',
    ...enums.map(
      (field) => `export const ${choicesName(field)} = ${field.valuesName}.map((value) => ({ value, label: value }));`,
    ),
    enums.length > 0 && '',
    '/** What the form sends and the action stores. */',
    `export const ${schemaName(entity)} = z.object({`,
    ...entity.inputs.map((field) =>
      field.required || field.type === 'boolean'
        ? `${field.property}: ${rule(field)},`
        : `${field.property}: field.optional(${rule(field)}),`,
    ),
    ...entity.links.map(
      ({ field }) =>
        `${field.property}: field.references(${str(field.label)}${field.required ? ', { required: true }' : ''}),`,
    ),
    // An address that is left empty is made from the title; what is typed becomes letters that an address may have.
    slugs.length > 0 ? `}).transform((value) => ({ ...value, ${made.join(', ')} }));` : '});',
    '',
    `export type ${inputType(entity)} = z.input<typeof ${schemaName(entity)}>;`,
    '',
    `/** The form's content for ${withArticle(name)} that is there, or for a new one. */`,
    `export function ${inputName(entity)}(${entity.variable}?: ${entity.type}${preset}): ${inputType(entity)} {`,
    `return {`,
    ...inputs,
    `};`,
    `}`,
    '',
  );
}
