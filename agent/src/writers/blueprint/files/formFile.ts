import { isFile } from '@appfactory/plan/built';
import { createLabel, one, SAVE_LABEL } from '@appfactory/plan/messages';
import { withArticle } from '@appfactory/plan/words';
import { attr, Imports, inComment, lines, str } from '../emit.ts';
import { type App, type Entity, type Field, filesOf } from '../model.ts';
import { createName, updateName } from './actionsFile.ts';
import { choicesName, inputName, schemaName } from './formSchemaFile.ts';
import { linkedType } from './linkFiles.ts';
import { referencesOf, rowName } from './queriesFile.ts';

export const formName = (entity: Entity): string => `${entity.type}Form`;

/** Long fields, the first one, and one that would stand alone in its line take the whole width. */
function wideFields(fields: Field[]): Set<Field> {
  const wide = new Set(fields.filter((field) => field.type === 'text' || field.type === 'boolean' || isFile(field)));
  const [first] = fields;
  if (first && first.type === 'string') wide.add(first);
  let column = 0;
  let last: Field | undefined;
  for (const field of fields) {
    if (wide.has(field)) {
      if (column === 1 && last) wide.add(last);
      column = 0;
      continue;
    }
    column = 1 - column;
    last = field;
  }
  if (column === 1 && last) wide.add(last);
  return wide;
}

function control(entity: Entity, field: Field, wide: boolean, app: App, imports: Imports): string {
  const use = (component: string, module: string) => {
    imports.add(`@/components/fields/${module}`, component);
    return component;
  };
  const common = [
    'control={control}',
    `name="${field.property}"`,
    `label=${attr(field.label)}`,
    field.required && field.type !== 'boolean' && 'required',
    field.help && `description=${attr(field.help)}`,
    wide && 'className="sm:col-span-2"',
  ];
  const tag = (component: string, ...more: (string | false)[]) =>
    `<${component} ${[...common, ...more].filter(Boolean).join(' ')} />`;
  switch (field.type) {
    case 'string':
      return tag(use('TextField', 'text-field'));
    case 'email':
      return tag(use('TextField', 'text-field'), 'type="email"', 'placeholder="name@example.com"');
    case 'url':
      return tag(use('TextField', 'text-field'), 'type="url"', 'placeholder="https://"');
    case 'text':
      if (field.format === 'markdown') return tag(use('MarkdownField', 'markdown-field'));
      return tag(use('TextareaField', 'textarea-field'));
    case 'number':
    case 'integer':
      return tag(use('NumberField', 'number-field'));
    case 'money':
      return tag(use('MoneyField', 'number-field'), field.currency !== app.currency && `currency="${field.currency}"`);
    case 'boolean':
      return tag(use('SwitchField', 'switch-field'));
    case 'date':
      return tag(use('DateField', 'date-field'));
    case 'datetime':
      return tag(use('DateTimeField', 'date-field'));
    case 'enum':
      imports.add(`@/features/${entity.slug}/schema`, choicesName(field));
      return tag(use('SelectField', 'select-field'), `options={${choicesName(field)}}`);
    case 'image':
    case 'file':
      return tag(
        use('FileField', 'file-field'),
        `entity="${entity.slug}"`,
        field.type === 'image' && 'picture',
        `initial={heldFiles?.${field.property}}`,
      );
    case 'reference': {
      const slug = field.target?.slug ?? '';
      const initial = `initial={${entity.variable}?.${field.relation} ?? preset?.${field.property}}`;
      return tag(use('ReferenceField', 'reference-field'), `entity="${slug}"`, initial);
    }
  }
}

/** src/features/<slug>/form.tsx: one form for create and edit. */
export function formFile(entity: Entity, app: App): string {
  const name = entity.variable;
  const path = `/${entity.slug}`;
  const references = referencesOf(entity);
  const imports = new Imports()
    .add('next/navigation', 'useRouter')
    .add('react', 'useTransition')
    .add('sonner', 'toast')
    .add('@/components/form-card', 'FormCard')
    .add('@/components/form-error', 'FormError')
    .add(`@/features/${entity.slug}/actions`, createName(entity), updateName(entity))
    .addType(`@/features/${entity.slug}/queries`, rowName(entity))
    .add(`@/features/${entity.slug}/schema`, inputName(entity), schemaName(entity))
    .add('@/hooks/use-action-form', 'useActionForm');
  if (references.length > 0) imports.addType('@/lib/entity', 'RecordLabel');
  const wide = wideFields(entity.inputs);
  // A picker of records that somebody may not read would stay empty.
  const asks = (field: Field) => entity.guarded && field.target !== undefined && !field.required;
  const asking = formAsks(entity);
  if (asking) imports.add('@/lib/access', 'may').addType('@/lib/session', 'SessionUser');
  const controls = entity.inputs.map((field) => {
    const code = control(entity, field, wide.has(field), app, imports);
    return asks(field) ? `{may(user, 'read', '${field.target?.slug ?? ''}') && (${code})}` : code;
  });
  if (entity.links.length > 0) imports.addType(`@/features/${entity.slug}/queries`, linkedType(entity));
  for (const { field, target } of entity.links) {
    imports.add('@/components/fields/references-field', 'ReferencesField');
    const attributes = [
      'control={control}',
      `name="${field.property}"`,
      `label=${attr(field.label)}`,
      field.required && 'required',
      field.help && `description=${attr(field.help)}`,
      'className="sm:col-span-2"',
      `entity="${target.slug}"`,
      `initial={linked?.${field.property}}`,
    ];
    const code = `<ReferencesField ${attributes.filter(Boolean).join(' ')} />`;
    const hidden = entity.guarded && !field.required;
    controls.push(hidden ? `{may(user, 'read', '${target.slug}') && (${code})}` : code);
  }
  const presetType = references.map((field) => `${field.property}?: RecordLabel | null`).join('; ');
  const presetValues = references.map((field) => `${field.property}: preset?.${field.property}?.id`).join(', ');
  const hasLinks = entity.links.length > 0;
  const files = filesOf(entity);
  if (files.length > 0) imports.addType('@/features/attachments/queries', 'Attachment');
  const hasPreset = references.length > 0;
  return lines(
    `'use client';`,
    '',
    imports.print(),
    '',
    `/** Creates ${withArticle(inComment(one(entity)))}, or changes the one that is given. */`,
    `export function ${formName(entity)}({ ${name}${hasPreset ? ', preset' : ''}${hasLinks ? ', linked' : ''}${files.length > 0 ? ', heldFiles' : ''}${asking ? ', user' : ''} }: {`,
    `${name}?: ${rowName(entity)};`,
    hasPreset && ['/** The records that a new one starts with. */', `preset?: { ${presetType} };`],
    hasLinks && ['/** The records that it is linked with at first. */', `linked?: ${linkedType(entity)};`],
    files.length > 0 && [
      '/** The files that it has at first. */',
      `heldFiles?: { ${files.map(({ property }) => `${property}: Attachment | null`).join('; ')} };`,
    ],
    asking && "user: Pick<SessionUser, 'role'>;",
    '}) {',
    'const router = useRouter();',
    'const [leaving, startLeaving] = useTransition();',
    'const { form, control, submit, saving } = useActionForm({',
    `schema: ${schemaName(entity)},`,
    `defaultValues: ${inputName(entity)}(${name}${hasPreset ? `, { ${presetValues} }` : ''}${hasLinks ? ', linked' : ''}),`,
    `action: (input) => (${name} ? ${updateName(entity)}(${name}.id, input) : ${createName(entity)}(input)),`,
    'onDone: ({ id }) => {',
    `toast.success(${name} ? ${str(`${entity.label} saved`)} : ${str(`${entity.label} created`)});`,
    `startLeaving(() => router.push(\`${path}/\${id}\`));`,
    '},',
    '});',
    'return (',
    '<FormCard',
    'onSubmit={submit}',
    'saving={saving || leaving}',
    `submitLabel={${name} ? ${str(SAVE_LABEL)} : ${str(createLabel(entity))}}`,
    `cancelHref={${name} ? \`${path}/\${${name}.id}\` : '${path}'}`,
    'error={<FormError form={form} />}',
    '>',
    ...controls,
    '</FormCard>',
    ');',
    '}',
    '',
  );
}

/** Whether the form must know who fills it in. */
export const formAsks = (entity: Entity): boolean =>
  entity.guarded &&
  (entity.inputs.some((field) => field.target !== undefined && !field.required) ||
    entity.links.some(({ field }) => !field.required));
