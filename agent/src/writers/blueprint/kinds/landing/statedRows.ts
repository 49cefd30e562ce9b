import type { LandingSection, PlannedLanding, SectionItem } from '@appfactory/plan/kinds/landing/landing';
import type { PlannedEntity, PlannedField } from '@appfactory/plan/plan';
import { quote } from '../../migrations/sql.ts';

type Value = string | number;

/** What a prompt states of one thing, as rows that its owner can change. */
export interface StatedRows {
  entity: string;
  table: string;
  statements: string[];
}

/**
 * The rows of what the prompt states in the sections of a page: a page that tells of four services has four to edit behind
 * the sign-in. Sections whose rows need more than the prompt says are left out: those show the words until there are rows.
 */
export function statedRows({ sections }: PlannedLanding, entities: PlannedEntity[]): StatedRows[] {
  const byEntity = Map.groupBy(
    sections.filter(({ items, rows }) => items.length > 0 && rows !== undefined),
    ({ rows }) => rows?.entity ?? '',
  );
  return [...byEntity].flatMap(([name, some]): StatedRows[] => {
    const entity = entities.find((each) => each.name === name);
    const rows = entity && some.flatMap((section) => section.items.map((item) => rowOf(section, item, entity)));
    if (!entity || !rows || rows.includes(undefined)) return [];
    const statements = rows.flatMap((row, at) => (row ? insert(entity, row, at) : []));
    return [{ entity: name, table: entity.table, statements }];
  });
}

/** Values by column; undefined where a row needs what nobody has said, or could not hold what was. */
function rowOf({ rows }: LandingSection, item: SectionItem, entity: PlannedEntity): Map<string, Value> | undefined {
  if (!rows) return undefined;
  const of = (property: string | undefined) => entity.fields.find((field) => field.property === property);
  const row = new Map<string, Value>();
  const put = (field: PlannedField | undefined, said: string | undefined): boolean => {
    if (!said) return true;
    if (!field || !['string', 'text'].includes(field.type)) return false;
    row.set(field.column, said);
    return true;
  };
  const noted = rows.facts.map(of).find((field) => field?.type === 'string');
  const isHeld = put(of(rows.title), item.title) && put(of(rows.text), item.text) && put(noted, item.note);
  if (!isHeld) return undefined;
  const shown = of(rows.only?.field);
  const [value] = rows.only?.values ?? [];
  if (shown && value !== undefined) row.set(shown.column, typeof value === 'boolean' ? Number(value) : value);
  for (const field of entity.fields) {
    if (row.has(field.column)) continue;
    if (field.type === 'boolean') row.set(field.column, 0);
    else if (field.required && field.type === 'enum' && field.values?.[0]) row.set(field.column, field.values[0]);
    else if (field.required) return undefined;
  }
  return row;
}

/** One after the other, so that they stand in the order of the prompt; once, though the page may come again. */
function insert({ table, slug }: PlannedEntity, row: Map<string, Value>, at: number): string {
  const moment = `(unixepoch() * 1000 + ${at})`;
  const values = new Map<string, string>([
    ['id', literal(`stated-${slug}-${at + 1}`)],
    ...[...row].map(([column, value]): [string, string] => [column, literal(value)]),
    ['created_at', moment],
    ['updated_at', moment],
  ]);
  return `INSERT OR IGNORE INTO ${quote(table)} (${[...values.keys()].map(quote).join(',')}) VALUES (${[...values.values()].join(',')});`;
}

/** Migrations are parted where an arrow points at a breakpoint: no text may hold one. */
const literal = (value: Value): string =>
  typeof value === 'number'
    ? String(value)
    : `'${value.replaceAll('\0', '').replaceAll('-->', '→').replaceAll("'", "''")}'`;
