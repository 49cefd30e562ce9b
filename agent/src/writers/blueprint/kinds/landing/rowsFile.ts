import type { LandingSection, SectionRows } from '@appfactory/plan/kinds/landing/landing';
import { camelCase } from '@appfactory/plan/words';
import { Imports, inComment, lines, str } from '../../emit.ts';
import { type App, capital, type Entity, type Field } from '../../model.ts';
import { textCode } from '../textCode.ts';
import { publicWhere } from './publicRows.ts';

/** Name of the function that reads the rows of a section: where several show rows of one kind, each has its own. */
export const itemsName = (entity: Entity, section: LandingSection, app: App): string =>
  `${rowsVariable(entity, section, app)}Items`;

/** What the rows of a section are called in the page. */
export function rowsVariable(entity: Entity, section: LandingSection, app: App): string {
  const same = (app.state.landing?.sections ?? []).filter(({ rows }) => rows?.entity === entity.name);
  return same.length < 2 ? entity.variable : `${entity.variable}${capital(camelCase(section.id))}`;
}

export const rowSections = (app: App): { section: LandingSection; rows: SectionRows; entity: Entity }[] =>
  (app.state.landing?.sections ?? []).flatMap((section) => {
    const entity = app.entities.find(({ name }) => name === section.rows?.entity);
    return section.rows && entity ? [{ section, rows: section.rows, entity }] : [];
  });

function reader(entity: Entity, rows: SectionRows, section: LandingSection, app: App, imports: Imports): string {
  const table = entity.tableVariable;
  const of = (property: string | undefined) => entity.fields.find((field) => field.property === property);
  imports.add(`@/db/schema/${entity.slug}`, table).add('drizzle-orm', 'asc');
  const title = of(rows.title);
  const text = of(rows.text);
  const facts = rows.facts.flatMap((property) => of(property) ?? []);
  // What costs something stands beside the name.
  const note = section.layout === 'cards' ? facts.find(({ type }) => type === 'money') : undefined;
  const value = (field: Field) => {
    const code = textCode(field, `row.${field.property}`, app, imports);
    return field.notNull ? code : `row.${field.property} === null ? undefined : ${code}`;
  };
  const where = publicWhere(entity, rows, imports);
  const moment = entity.fields.find(({ type }) => type === 'datetime' || type === 'date');
  const order = moment && section.layout === 'cards' ? `asc(${table}.${moment.property})` : `asc(${table}.createdAt)`;
  const shown = facts.filter((field) => field !== note);
  if (shown.length > 0) imports.add('@/features/site/facts', 'facts');
  return lines(
    `/** The ${inComment(entity.plural.toLowerCase())} that everybody sees, and of each only what everybody may see. */`,
    `export async function ${itemsName(entity, section, app)}(): Promise<Item[]> {`,
    `const rows = await db.select().from(${table})${where}.orderBy(${order}).limit(60);`,
    'return rows.map((row) => ({',
    `title: ${title ? (title.notNull ? textCode(title, `row.${title.property}`, app, imports) : `${textCode(title, `row.${title.property}`, app, imports)} ?? ''`) : `''`},`,
    text && `text: ${text.notNull ? `row.${text.property}` : `row.${text.property} ?? undefined`},`,
    note && `note: ${value(note)},`,
    shown.length > 0 &&
      lines('facts: facts([', ...shown.map((field) => `[${str(field.label)}, ${value(field)}],`), ']),'),
    '}));',
    '}',
    '',
  );
}

/** src/features/site/rows.ts */
export function rowsFile(app: App): string {
  const imports = new Imports().add('@/db', 'db').addType('@/features/site/sections', 'Item');
  const readers = rowSections(app).map(({ entity, rows, section }) => reader(entity, rows, section, app, imports));
  return lines(imports.print(), '', ...readers);
}

export const FACTS_FILE = `import type { Item } from '@/features/site/sections';

/** The facts of a row that are there, each with its name. */
export function facts(pairs: [label: string, value: string | undefined][]): Item['facts'] {
  return pairs.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
`;
