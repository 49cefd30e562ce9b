import { COPY } from '@appfactory/plan/kinds/landing/copy';
import type { LandingForm, PlannedLanding } from '@appfactory/plan/kinds/landing/landing';
import { mailSubject } from '@appfactory/plan/kinds/landing/landingChecks';
import { isCode } from '@appfactory/plan/kinds/landing/publicEntities';
import { requiredMessage, uniqueMessage } from '@appfactory/plan/messages';
import { Imports, lines, str } from '../../emit.ts';
import { choicesName } from '../../files/formSchemaFile.ts';
import { type App, capital, type Entity, type Field } from '../../model.ts';
import { entryFile } from './entryFile.ts';
import { publicWhere } from './publicRows.ts';
import { rowSections } from './rowsFile.ts';

interface EntryName {
  /** File of the form's component: inquiry-entry. */
  file: string;
  component: string;
  action: string;
  schema: string;
}

export function entryName(entityName: string, app: App): EntryName | undefined {
  const entity = app.entities.find(({ name }) => name === entityName);
  return entity && namesOf(entity);
}

const namesOf = (entity: Entity): EntryName => ({
  file: `${entity.slug}-entry`,
  component: `${capital(entity.variable)}Entry`,
  action: `send${capital(entity.variable)}`,
  schema: `${entity.variable}Entry`,
});

const askedOf = (form: LandingForm, entity: Entity): Field[] =>
  form.fields.flatMap((property) => entity.fields.find((field) => field.property === property) ?? []);

/** The forms whose rows are there, with their entities. */
export function formsOf(app: App): { form: LandingForm; entity: Entity }[] {
  return (app.state.landing?.forms ?? []).flatMap((form) => {
    const entity = app.entities.find(({ name }) => name === form.entity);
    return entity ? [{ form, entity }] : [];
  });
}

/** Visitors are not asked for files (askedFields in libs/plan). */
const NO_FILES = 'a form of a public page takes no files';

function kindOf(field: Field): string {
  switch (field.type) {
    case 'string':
      return /phone|mobile|telefon/i.test(field.name) ? 'tel' : 'text';
    case 'text':
      return 'textarea';
    case 'email':
      return 'email';
    case 'url':
      return 'url';
    case 'number':
    case 'integer':
    case 'money':
      return 'text';
    case 'boolean':
      return 'checkbox';
    case 'date':
      return 'date';
    case 'datetime':
      return 'datetime-local';
    case 'enum':
    case 'reference':
      return 'select';
    case 'image':
    case 'file':
      throw new Error(NO_FILES);
  }
}

/** Long fields, and those that would stand alone in a line of two. */
function wideFields(fields: Field[]): Set<Field> {
  const wide = new Set(fields.filter((field) => ['textarea', 'checkbox'].includes(kindOf(field))));
  let alone: Field | undefined;
  for (const field of fields) {
    if (!wide.has(field)) {
      alone = alone ? undefined : field;
      continue;
    }
    if (alone) wide.add(alone);
    alone = undefined;
  }
  if (alone) wide.add(alone);
  return wide;
}

function autoComplete(field: Field): string | undefined {
  if (field.type === 'email') return 'email';
  if (kindOf(field) === 'tel') return 'tel';
  if (/^(?:full)?name$|^author$/i.test(field.name)) return 'name';
  return /^company$/i.test(field.name) ? 'organization' : undefined;
}

/** src/features/site/<slug>-entry.tsx: the form with what it asks. */
function entryComponent(form: LandingForm, entity: Entity, landing: PlannedLanding): string {
  const copy = COPY[landing.language];
  const { component, action } = namesOf(entity);
  const imports = new Imports().add('@/features/site/actions', action).add('@/features/site/entry-form', 'EntryForm');
  const picked = askedOf(form, entity).filter((field) => field.type === 'reference' && field.target);
  const wide = wideFields(askedOf(form, entity));
  const fields = askedOf(form, entity).map((field) => {
    const complete = autoComplete(field);
    let options: string | false = false;
    if (field.type === 'enum') {
      imports.add(`@/features/${entity.slug}/schema`, choicesName(field));
      options = `options: ${choicesName(field)}`;
    }
    if (field.type === 'reference' && field.target) options = `options: ${field.relation}Options`;
    const parts = [
      `name: '${field.property}'`,
      `label: ${str(field.label)}`,
      `kind: '${kindOf(field)}'`,
      `required: ${String(field.required)}`,
      wide.has(field) && 'wide: true',
      complete && `autoComplete: '${complete}'`,
      options,
    ];
    return `{ ${parts.filter(Boolean).join(', ')} },`;
  });
  for (const field of picked)
    if (field.target) imports.add('@/features/site/choices', `${field.target.variable}Choices`);
  return lines(
    imports.print(),
    '',
    'const words = {',
    `submit: ${str(form.submit)},`,
    `done: ${str(form.done)},`,
    `doneText: ${str(form.doneText)},`,
    `optional: ${str(copy.optional)},`,
    `choose: ${str(copy.choose)},`,
    '};',
    '',
    `export ${picked.length > 0 ? 'async ' : ''}function ${component}() {`,
    ...picked.map((field) => `const ${field.relation}Options = await ${field.target?.variable ?? ''}Choices();`),
    'return (',
    '<EntryForm',
    'fields={[',
    ...fields,
    ']}',
    'words={words}',
    `action={${action}}`,
    '/>',
    ');',
    '}',
    '',
  );
}

/** src/features/site/choices.ts: rows that a visitor may choose among, by what everybody sees of them. */
function choicesFile(app: App, targets: Entity[]): string {
  const imports = new Imports().add('@/db', 'db');
  const code = targets.map((target) => {
    const { rows } = rowSections(app).find(({ entity }) => entity === target) ?? {};
    const table = target.tableVariable;
    imports.add(`@/db/schema/${target.slug}`, table);
    const where = publicWhere(target, rows, imports);
    return lines(
      `export async function ${target.variable}Choices() {`,
      `const rows = await db.select({ value: ${table}.id, label: ${table}.${rows?.title ?? 'id'} }).from(${table})${where}.limit(200);`,
      `return rows.map(({ value, label }) => ({ value, label: String(label ?? '') }));`,
      '}',
      '',
    );
  });
  return lines(imports.print(), '', ...code);
}

function ruleOf(field: Field, landing: PlannedLanding, imports: Imports): string {
  const label = str(field.label);
  const required = str(
    landing.language === 'en' ? requiredMessage(field) : COPY[landing.language].required(field.label),
  );
  const tooLong = str(COPY[landing.language].tooLong(field.label));
  let rule: string;
  switch (field.type) {
    case 'string':
      rule = `typed(${required}, 200, ${tooLong})`;
      break;
    case 'text':
      rule = `typed(${required}, 5_000, ${tooLong})`;
      break;
    case 'email':
      rule = `address(${required}, ${str(COPY[landing.language].invalidEmail)})`;
      break;
    case 'boolean':
      return "z.string().transform((value) => value === 'on')";
    case 'enum':
      rule = `field.choice(${label}, ${field.valuesName})`;
      break;
    case 'integer':
      rule = `field.number(${label}).refine(Number.isSafeInteger, ${str(`${field.label} must be a whole number`)})`;
      break;
    case 'datetime':
      // A visitor's form holds the time as the business's clock shows it.
      rule = `z.string().transform((value) => (value ? \`\${value}:00Z\` : value)).pipe(field.datetime(${label}))`;
      break;
    case 'number':
    case 'money':
    case 'date':
    case 'url':
    case 'reference':
      rule = `field.${field.type}(${label})`;
      break;
    case 'image':
    case 'file':
      throw new Error(NO_FILES);
  }
  if (rule.includes('field.')) {
    imports.add('@/lib/fields', '* as field');
    // The fields of the app speak English.
    if (landing.language !== 'en') {
      imports.add('@/features/site/entry', 'inWords');
      rule = `inWords(${rule}, ${required}, ${str(COPY[landing.language].invalid(field.label))})`;
    }
  }
  if (field.required) return rule;
  imports.add('@/lib/fields', '* as field');
  return `field.optional(${rule})`;
}

/** What the server fills in by itself. */
function filled(entity: Entity, asked: Field[], imports: Imports): string[] {
  return entity.fields
    .filter((field) => !asked.includes(field))
    .flatMap((field) => {
      switch (field.type) {
        case 'date':
          if (!field.required && !/(?:on|at)$/i.test(field.name)) return [];
          imports.add('date-fns', 'formatISO');
          return [`${field.property}: formatISO(new Date(), { representation: 'date' }),`];
        case 'datetime':
          return field.required || /(?:on|at)$/i.test(field.name) ? [`${field.property}: new Date(),`] : [];
        case 'enum':
          return field.required || entity.states?.field === field.name || /^status$/i.test(field.name)
            ? [
                `${field.property}: ${str((entity.states?.field === field.name ? entity.states.initial : field.values?.[0]) ?? '')},`,
              ]
            : [];
        case 'boolean':
          return [`${field.property}: false,`];
        case 'string':
          if (isCode(field)) {
            imports.add('@/lib/id', 'createId');
            return [`${field.property}: createId().slice(0, 8).toUpperCase(),`];
          }
          return /^source$/i.test(field.name) ? [`${field.property}: 'Website',`] : [];
        default:
          return [];
      }
    });
}

/** src/features/site/actions.ts */
function actionsFile(app: App, landing: PlannedLanding): string {
  const copy = COPY[landing.language];
  const imports = new Imports()
    .add('next/cache', 'revalidatePath')
    .add('zod', 'z')
    .add('@/db', 'db')
    .add('@/features/site/entry', 'admit', 'refusal', 'tellOwners', 'textsOf')
    .addType('@/features/site/entry', 'EntryState');
  const code = formsOf(app).map(({ form, entity }) => {
    const { action, schema } = namesOf(entity);
    const asked = askedOf(form, entity);
    const unique = entity.fields
      .filter((field) => field.unique && asked.includes(field))
      // A longer column first: the message of the database is searched for its name.
      .toSorted((a, b) => b.column.length - a.column.length);
    // Somebody who is on the list already need not be told so, and nobody else should be.
    const isList = entity.name === 'Subscriber' && unique.length === 1 && unique[0]?.type === 'email';
    const refuses = unique.length > 0 && !isList;
    const taken = `${entity.variable}Taken`;
    if (refuses) imports.add('@/lib/constraints', 'constraintRefusal');
    const told = [
      `await tellOwners({ subject: ${str(mailSubject(entity))}, path: '/${entity.slug}', lines: [`,
      ...asked.map((field) => `{ label: ${str(field.label)}, value: texts.${field.property} ?? '' },`),
      '] });',
    ];
    const insert = [
      `${isList ? 'const made = ' : ''}await db.insert(${entity.tableVariable}).values({ ...parsed.data,`,
      ...filled(entity, asked, imports),
      isList ? `}).onConflictDoNothing().returning({ id: ${entity.tableVariable}.id });` : '});',
    ];
    const rules = asked.map((field) => `${field.property}: ${ruleOf(field, landing, imports)},`);
    if (rules.some((rule) => rule.includes('typed('))) imports.add('@/features/site/entry', 'typed');
    if (rules.some((rule) => rule.includes('address('))) imports.add('@/features/site/entry', 'address');
    const enums = asked.filter((field) => field.type === 'enum');
    imports.add(`@/db/schema/${entity.slug}`, entity.tableVariable, ...enums.map((field) => field.valuesName));
    return lines(
      `const ${schema} = z.object({`,
      ...rules,
      '});',
      '',
      refuses && [
        `const ${taken} = { unique: {`,
        ...unique.map(
          (field) =>
            `'${entity.table}.${field.column}': ['${field.property}', ${str(landing.language === 'en' ? uniqueMessage(entity, field) : copy.taken(field.label))}] as [string, string],`,
        ),
        '} };',
        '',
      ],
      `/** Keeps what a visitor sends, and tells the owners. Nobody needs an account for it. */`,
      `export async function ${action}(_before: EntryState, data: FormData): Promise<EntryState> {`,
      `const texts = textsOf(data, ${`[${asked.map((field) => `'${field.property}'`).join(', ')}]`});`,
      `const parsed = ${schema}.safeParse(texts);`,
      'if (!parsed.success) return refusal(texts, parsed.error);',
      `const refused = await admit(data, ${str(copy.tooMany)});`,
      `if (refused) return refused === 'quietly' ? { sent: true, errors: {}, values: {} } : { sent: false, errors: {}, values: texts, message: refused };`,
      ...(refuses
        ? [
            'try {',
            ...insert,
            '} catch (error) {',
            `return { sent: false, errors: constraintRefusal(error, ${taken}).fields ?? {}, values: texts };`,
            '}',
          ]
        : insert),
      ...(isList ? ['if (made.length > 0) {'] : []),
      `revalidatePath('/${entity.slug}');`,
      ...told,
      ...(isList ? ['}'] : []),
      'return { sent: true, errors: {}, values: {} };',
      '}',
      '',
    );
  });
  return lines(
    `'use server';`,
    '',
    imports.print().replace("import { * as field } from '@/lib/fields';", "import * as field from '@/lib/fields';"),
    '',
    ...code,
  );
}

/** Every file of the forms of a public page, by path. */
export function entryFiles(app: App, landing: PlannedLanding): [path: string, text: string][] {
  const forms = formsOf(app);
  if (forms.length === 0) return [];
  const targets = forms.flatMap(({ form, entity }) =>
    askedOf(form, entity).flatMap((field) => (field.type === 'reference' && field.target ? [field.target] : [])),
  );
  const actions = actionsFile(app, landing);
  return [
    ['src/features/site/entry.ts', entryFile({ inWords: actions.includes('inWords(') })],
    ['src/features/site/actions.ts', actions],
    ...forms.map(({ form, entity }): [string, string] => [
      `src/features/site/${namesOf(entity).file}.tsx`,
      entryComponent(form, entity, landing),
    ]),
    ...(targets.length > 0
      ? [['src/features/site/choices.ts', choicesFile(app, [...new Set(targets)])] as [string, string]]
      : []),
  ];
}
