import { one, uniqueMessage } from '@appfactory/plan/messages';
import { Imports, lines, str } from '../emit.ts';
import type { Entity } from '../model.ts';
import { inputType, schemaName } from './formSchemaFile.ts';
import { referencesOf } from './queriesFile.ts';
import { usesName } from './usesFile.ts';

export const createName = (entity: Entity): string => `create${entity.type}`;
export const updateName = (entity: Entity): string => `update${entity.type}`;
export const deleteName = (entity: Entity): string => `delete${entity.type}`;

function constraintLines(entity: Entity): string[] {
  const unique = entity.fields
    .filter((field) => field.unique)
    // A longer column first: the message of the database is searched for its name.
    .toSorted((a, b) => b.column.length - a.column.length)
    .map(
      (field) =>
        `'${entity.table}.${field.column}': ['${field.property}', ${str(uniqueMessage(entity, field))}] as [string, string],`,
    );
  const references = referencesOf(entity).map(
    (field) => `${field.property}: ${str(`This ${one(field.target)} does not exist any more. Choose another one`)},`,
  );
  if (unique.length + references.length === 0) return [];
  return [
    'const constraints = {',
    ...(unique.length > 0 ? ['unique: {', ...unique, '},'] : []),
    ...(references.length > 0 ? ['references: {', ...references, '},'] : []),
    '};',
    '',
  ];
}

/** src/features/<slug>/actions.ts: create, update and delete, each for signed-in people only. */
export function actionsFile(entity: Entity): string {
  const table = entity.tableVariable;
  const path = `'/${entity.slug}'`;
  const constraints = constraintLines(entity);
  const guarded = (...code: string[]) =>
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
  const hasChildren = entity.children.length > 0;
  if (hasChildren) imports.add(`@/features/${entity.slug}/uses`, usesName(entity));
  const inUse = str(`Other records still point at this ${one(entity)}. Change or delete those first.`);
  const gone = str(`This ${one(entity)} was deleted in the meantime.`);
  const check = [
    'await requireUser();',
    `const parsed = ${schemaName(entity)}.safeParse(input);`,
    'if (!parsed.success) return invalid(parsed.error);',
  ];
  return lines(
    `'use server';`,
    '',
    imports.print(),
    '',
    ...constraints,
    `export async function ${createName(entity)}(input: ${inputType(entity)}): Promise<ActionResult<{ id: string }>> {`,
    ...check,
    'const id = createId();',
    ...guarded(`await db.insert(${table}).values({ ...parsed.data, id });`),
    `revalidatePath(${path});`,
    'return done({ id });',
    '}',
    '',
    `export async function ${updateName(entity)}(id: string, input: ${inputType(entity)}): Promise<ActionResult<{ id: string }>> {`,
    ...check,
    ...guarded(
      `const changed = await db.update(${table}).set(parsed.data).where(eq(${table}.id, id)).returning({ id: ${table}.id });`,
      `if (changed.length === 0) return refused(${gone});`,
    ),
    `revalidatePath(${path});`,
    'return done({ id });',
    '}',
    '',
    `export async function ${deleteName(entity)}(id: string): Promise<ActionResult> {`,
    'await requireUser();',
    hasChildren && [`const uses = await ${usesName(entity)}(id);`, 'if (uses) return refused(uses);'],
    'try {',
    `await db.delete(${table}).where(eq(${table}.id, id));`,
    '} catch (error) {',
    `return inUseRefusal(error, ${inUse});`,
    '}',
    `revalidatePath(${path});`,
    'return done();',
    '}',
    '',
  );
}
