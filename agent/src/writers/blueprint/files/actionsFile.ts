import { many, one, uniqueMessage } from '@appfactory/plan/messages';
import type { Action } from '@appfactory/resources/appBuild';
import { Imports, lines, str } from '../emit.ts';
import { type Entity, filesOf } from '../model.ts';
import { rightCode } from './accessFiles.ts';
import { entityName } from './entityFile.ts';
import { inputType, schemaName } from './formSchemaFile.ts';
import { linkedName } from './linkFiles.ts';
import { getName, referencesOf } from './queriesFile.ts';
import { firstStateName, stepsName } from './stepsFile.ts';
import { usesName } from './usesFile.ts';

export const createName = (entity: Entity): string => `create${entity.type}`;
export const updateName = (entity: Entity): string => `update${entity.type}`;
export const deleteName = (entity: Entity): string => `delete${entity.type}`;
export const stepName = (entity: Entity): string => `step${entity.type}`;

function constraintLines(entity: Entity): string[] {
  const unique = entity.fields
    .filter((field) => field.unique)
    // A longer column first: the message of the database is searched for its name.
    .toSorted((a, b) => b.column.length - a.column.length)
    .map(
      (field) =>
        `'${entity.table}.${field.column}': ['${field.property}', ${str(uniqueMessage(entity, field))}] as [string, string],`,
    );
  const references = [
    ...referencesOf(entity).map(
      (field) => `${field.property}: ${str(`This ${one(field.target)} does not exist any more. Choose another one`)},`,
    ),
    ...entity.links.map(
      ({ field, target }) =>
        `${field.property}: ${str(`One of these ${many(target)} does not exist any more. Choose again`)},`,
    ),
  ];
  if (unique.length + references.length === 0) return [];
  return [
    'const constraints = {',
    ...(unique.length > 0 ? ['unique: {', ...unique, '},'] : []),
    ...(references.length > 0 ? ['references: {', ...references, '},'] : []),
    '};',
    '',
  ];
}

/** Lines that refuse references to records that the person may not read. What was there before may stay. */
function referenceCheck(entity: Entity, before: boolean, imports: Imports): string[] {
  const references = referencesOf(entity);
  if (!entity.guarded || references.length + entity.links.length === 0) return [];
  const was = before && entity.links.length > 0 ? [`const linked = await ${linkedName(entity)}(id);`] : [];
  if (was.length > 0) imports.add(`@/features/${entity.slug}/queries`, linkedName(entity));
  imports.add('@/lib/hidden-references', 'hiddenReferences');
  for (const { target } of [...references, ...entity.links])
    imports.add(`@/features/${target.slug}/entity`, entityName(target));
  return [
    ...was,
    'const hidden = await hiddenReferences(constraints.references, {',
    ...references.map(
      ({ property, target }) =>
        `${property}: { entity: ${entityName(target)}, ids: [parsed.data.${property}]${before ? `, before: [before.${property}]` : ''} },`,
    ),
    ...entity.links.map(
      ({ field: { property }, target }) =>
        `${property}: { entity: ${entityName(target)}, ids: parsed.data.${property}${before ? `, before: linked.${property}.map((record) => record.id)` : ''} },`,
    ),
    '});',
    'if (hidden) return hidden;',
  ];
}

/** The action that takes a step: from the states that it leaves and no others, by whoever may. */
function stepAction(entity: Entity, gone: string, imports: Imports): string[] {
  const { steps, guarded, tableVariable: table, givesBack } = entity;
  if (!steps) return [];
  if (givesBack) imports.add('@/features/shop/orders', 'cancelOrder');
  imports.add('drizzle-orm', 'and', 'inArray').add(`@/features/${entity.slug}/steps`, stepsName(entity));
  if (guarded) imports.add('@/lib/access', 'may');
  const late = str(`This ${one(entity)} has another state by now. Reload the page.`);
  return [
    '',
    `/** Takes a step, where the state that the record has by now allows it. */`,
    `export async function ${stepName(entity)}(id: string, name: string): Promise<ActionResult> {`,
    guarded ? 'const user = await requireUser();' : 'await requireUser();',
    `const step = ${stepsName(entity)}.find((known) => known.name === name);`,
    `if (!step) return refused('There is no such step.');`,
    ...(guarded ? [`if (!may(user, \`step:\${name}\`, '${entity.slug}')) return refused(notAllowed);`] : []),
    `const before = await ${getName(entity)}(id);`,
    `if (!before) return refused(${gone});`,
    ...(entity.maker ? [`if (!${rightCode(entity, 'step', 'before', imports)}) return refused(notAllowed);`] : []),
    givesBack
      ? `const changed = step.to === ${str(givesBack)} ? await cancelOrder(id, step.from) : await db.update(${table}).set({ ${steps.field.property}: step.to })`
      : `const changed = await db.update(${table}).set({ ${steps.field.property}: step.to })`,
    // Part of the statement, so that of two people at once one takes the step.
    `.where(and(eq(${table}.id, id), inArray(${table}.${steps.field.property}, [...step.from])))`,
    `.returning({ id: ${table}.id });`,
    `if (changed.length === 0) return refused(${late});`,
    `revalidatePath('/${entity.slug}', 'layout');`,
    'return done();',
    '}',
  ];
}

/** src/features/<slug>/actions.ts: create, update, delete and steps, each for those who may and nobody else. */
export function actionsFile(entity: Entity): string {
  const { guarded, maker, steps, tableVariable: table } = entity;
  const path = `'/${entity.slug}'`;
  const constraints = constraintLines(entity);
  const caught = (...code: string[]) =>
    constraints.length === 0
      ? code
      : ['try {', ...code, '} catch (error) {', 'return constraintRefusal(error, constraints);', '}'];
  const imports = new Imports()
    .add('drizzle-orm', 'eq')
    .add('next/cache', 'revalidatePath')
    .add('@/db', 'db')
    .add(`@/db/schema/${entity.slug}`, table)
    .add(`@/features/${entity.slug}/schema`, schemaName(entity))
    .addType(`@/features/${entity.slug}/schema`, inputType(entity))
    .add('@/lib/constraints', 'inUseRefusal')
    .add('@/lib/id', 'createId')
    .add('@/lib/result', 'done', 'invalid', 'refused')
    .addType('@/lib/result', 'ActionResult')
    .add('@/lib/session', 'requireUser');
  if (constraints.length > 0) imports.add('@/lib/constraints', 'constraintRefusal');
  if (guarded) imports.add('@/lib/access', 'may', 'notAllowed');
  if (guarded || steps || filesOf(entity).length > 0) imports.add(`@/features/${entity.slug}/queries`, getName(entity));
  const locked = steps?.free ? undefined : steps;
  if (locked) imports.add(`@/features/${entity.slug}/steps`, firstStateName(entity));
  const files = filesOf(entity);
  // A column that the plan no longer has may hold files too.
  const removesFiles = entity.pictured || files.length > 0 || entity.kept.length > 0;
  if (removesFiles) imports.add('@/features/attachments/queries', 'removeAttachmentsOf');
  if (files.length > 0) imports.add('@/features/attachments/field-files', 'keepFiles', 'refuseFiles', 'removeReplaced');
  const held = (row: string) => `{ ${files.map(({ property }) => `${property}: ${row}.${property}`).join(', ')} }`;
  /** Lines that refuse files that are not the person's to give. */
  const refusal = (before: boolean) =>
    files.length > 0
      ? [
          `const heldFiles = ${held('parsed.data')};`,
          `const wrongFiles = await refuseFiles(user, '${entity.slug}', heldFiles${before ? `, ${held('before')}` : ''});`,
          'if (wrongFiles) return wrongFiles;',
        ]
      : [];
  const hasChildren = entity.children.length > 0;
  if (hasChildren) imports.add(`@/features/${entity.slug}/uses`, usesName(entity));
  const inUse = str(`Other records still point at this ${one(entity)}. Change or delete those first.`);
  const gone = str(`This ${one(entity)} was deleted in the meantime.`);
  const signedIn = (right: Action) =>
    guarded
      ? [
          'const user = await requireUser();',
          `if (!may(user, '${right}', '${entity.slug}')) return refused(notAllowed);`,
        ]
      : [files.length > 0 && right !== 'delete' ? 'const user = await requireUser();' : 'await requireUser();'];
  const parse = [
    `const parsed = ${schemaName(entity)}.safeParse(input);`,
    'if (!parsed.success) return invalid(parsed.error);',
  ];
  /** The row as the person sees it, where they may do this with it. */
  const present = (right: Action) =>
    guarded || (files.length > 0 && right === 'update')
      ? [
          `const before = await ${getName(entity)}(id);`,
          `if (!before) return refused(${gone});`,
          ...(maker ? [`if (!${rightCode(entity, right, 'before', imports)}) return refused(notAllowed);`] : []),
        ]
      : [];
  const links = entity.links.map(({ field }) => field.property);
  const data = links.length > 0 ? 'values' : 'parsed.data';
  // A name of their own: the property may be called like something else that the actions use.
  const split =
    links.length > 0
      ? [`const { ${links.map((property) => `${property}: ${property}Ids`).join(', ')}, ...values } = parsed.data;`]
      : [];
  /** Statements that are part of the one that stores the row. */
  const together = [
    ...entity.links.map(({ field, variable }) => `...setLinked(${variable}, id, ${field.property}Ids)`),
    ...(files.length > 0 ? ['keepFiles(id, heldFiles)'] : []),
  ];
  const settled = files.length > 0 ? [`await removeReplaced('${entity.slug}', id, heldFiles);`] : [];
  for (const { variable } of entity.links)
    imports.add('@/db/schema/linked-records', variable).add('@/lib/linked-records', 'setLinked');
  const values = [
    `...${data}`,
    locked && `${locked.field.property}: ${firstStateName(entity)}`,
    maker && 'createdById: user.id',
    'id',
  ].filter(Boolean);
  const update = `db.update(${table}).set(${data}).where(eq(${table}.id, id)).returning({ id: ${table}.id })`;
  const code = [
    `export async function ${createName(entity)}(input: ${inputType(entity)}): Promise<ActionResult<{ id: string }>> {`,
    ...signedIn('create'),
    ...parse,
    ...referenceCheck(entity, false, imports),
    ...refusal(false),
    'const id = createId();',
    ...split,
    ...caught(
      together.length > 0
        ? `await db.batch([db.insert(${table}).values({ ${values.join(', ')} }), ${together.join(', ')}]);`
        : `await db.insert(${table}).values({ ${values.join(', ')} });`,
    ),
    `revalidatePath(${path});`,
    'return done({ id });',
    '}',
    '',
    `export async function ${updateName(entity)}(id: string, input: ${inputType(entity)}): Promise<ActionResult<{ id: string }>> {`,
    ...signedIn('update'),
    ...parse,
    ...present('update'),
    ...referenceCheck(entity, true, imports),
    ...refusal(true),
    ...split,
    ...caught(
      together.length > 0
        ? `const [changed] = await db.batch([${update}, ${together.join(', ')}]);`
        : `const changed = await ${update};`,
      `if (changed.length === 0) return refused(${gone});`,
    ),
    ...settled,
    `revalidatePath(${path});`,
    'return done({ id });',
    '}',
    '',
    `export async function ${deleteName(entity)}(id: string): Promise<ActionResult> {`,
    ...signedIn('delete'),
    ...present('delete'),
    ...(hasChildren ? [`const uses = await ${usesName(entity)}(id);`, 'if (uses) return refused(uses);'] : []),
    'try {',
    `await db.delete(${table}).where(eq(${table}.id, id));`,
    '} catch (error) {',
    `return inUseRefusal(error, ${inUse});`,
    '}',
    ...(removesFiles ? [`await removeAttachmentsOf('${entity.slug}', id);`] : []),
    `revalidatePath(${path});`,
    'return done();',
    '}',
    ...stepAction(entity, gone, imports),
    '',
  ];
  return lines(`'use server';`, '', imports.print(), '', ...constraints, ...code);
}

/** src/lib/hidden-references.ts */
export const HIDDEN_REFERENCES_LIBRARY = `import { notAllowed } from '@/lib/access';
import type { Entity } from '@/lib/entity';

/**
 * Refuses references to records that whoever is signed in may not read, each with the message of its field. Null where
 * there are none. What a record referred to before may stay.
 */
export async function hiddenReferences(
  messages: Record<string, string>,
  references: Record<string, { entity: Entity; ids: (string | null)[]; before?: (string | null)[] }>,
): Promise<{ ok: false; fields: Record<string, string> } | null> {
  const fields: Record<string, string> = {};
  for (const [field, { entity, ids, before = [] }] of Object.entries(references)) {
    for (const id of ids) {
      if (id === null || before.includes(id) || (await entity.find(id))) continue;
      fields[field] = messages[field] ?? notAllowed;
    }
  }
  return Object.keys(fields).length > 0 ? { ok: false, fields } : null;
}
`;
