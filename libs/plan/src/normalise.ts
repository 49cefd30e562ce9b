import type { FieldSpec } from '@appfactory/resources/appBuild';
import { hasMaker } from './access.ts';
import { isFile } from './built.ts';
import type { BuiltEntity, BuiltField } from './expansion/honour.ts';
import { namingField } from './naming.ts';
import type { PlannedEntity, PlannedField, PlannedStates } from './plan.ts';
import {
  RESERVED_PROPERTIES,
  RESERVED_SLUGS,
  RESERVED_TABLES,
  RESERVED_TYPES,
  RESERVED_VARIABLES,
} from './reserved.ts';
import { camelCase, kebabCase, pascalCase, pluralOf, sentenceCase, snakeCase } from './words.ts';

/** Types of values that stand for a row without a text, best first. */
const LABEL_TYPES = ['enum', 'date', 'datetime', 'integer', 'number', 'money'] as const;

/** Types whose values are too few or too long to be unique, with the words for why. */
const NEVER_UNIQUE: Partial<Record<FieldSpec['type'], string>> = {
  boolean: 'a yes or no',
  enum: 'one of a few choices',
  text: 'long text',
  datetime: 'a moment',
  references: 'a list',
  image: 'a picture',
  file: 'a file',
};

/** Gives each wish that is free as it is, and the first free of its fallbacks to the others. */
class Names {
  readonly #taken = new Set<string>();
  readonly #reserved: ReadonlySet<string>;

  constructor(reserved: ReadonlySet<string>) {
    this.#reserved = reserved;
  }

  take(wish: string, ...fallbacks: string[]): string {
    const numbered = function* () {
      const last = fallbacks.at(-1) ?? wish;
      yield* [wish, ...fallbacks];
      for (let number = 2; ; number++) yield `${last}${number}`;
    };
    for (const name of numbered()) {
      // Case must not matter: file systems and SQLite do not tell Abc from abc.
      if (this.#reserved.has(name) || this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      return name;
    }
    throw new Error(`no free name for "${wish}"`);
  }
}

function normaliseField(
  field: BuiltField,
  names: { properties: Names; columns: Names },
  assume: (text: string) => void,
): PlannedField {
  const label = field.label?.trim() || sentenceCase(field.name);
  const wish = field.type === 'reference' && !/Id$/.test(field.name) ? `${field.name}Id` : field.name;
  const property = names.properties.take(wish, `${wish}Value`);
  const planned: PlannedField = {
    ...field,
    label,
    property,
    column: names.columns.take(snakeCase(property), `${snakeCase(property)}_value`),
  };
  if (field.type === 'money') planned.currency = field.currency ?? 'USD';
  const reason = NEVER_UNIQUE[field.type];
  if (field.unique && reason !== undefined) {
    planned.unique = false;
    assume(`“${label}” is not unique: ${reason} cannot tell rows apart.`);
  }
  if (field.type === 'boolean' && field.required) planned.required = false;
  return planned;
}

/** The first field of the type that tells rows apart best. */
function labelFieldOf(all: PlannedField[], states: PlannedStates | undefined): string {
  // Rows that go from state to state are not called by it.
  const others = all.filter((field) => field.name !== states?.field);
  const fields = others.length > 0 ? others : all;
  const naming = namingField(fields);
  if (naming) return naming.name;
  for (const type of LABEL_TYPES) {
    const found = fields.find((field) => field.type === type);
    if (found) return found.name;
  }
  // Rows with nothing but files are called by none of them.
  return (fields.find(({ type }) => type === 'reference') ?? fields.find((field) => !isFile(field)))?.name ?? 'id';
}

/** The life of a row with every text decided. A row always has a state: its field is required. */
function planStates(entity: BuiltEntity, free: boolean): PlannedStates | undefined {
  const { states } = entity;
  const values = entity.fields.find((field) => field.name === states?.field)?.values;
  if (!states || !values) return undefined;
  const transitions = states.transitions.map(({ roles, ...step }) => ({
    ...step,
    label: step.label?.trim() || sentenceCase(step.name),
    ...(roles?.length ? { roles } : {}),
  }));
  return { field: states.field, initial: states.initial ?? values[0] ?? '', transitions, ...(free ? { free } : {}) };
}

/**
 * Gives references to many a table each. Its name holds both ends, so that a field that is pointed at something else gets
 * another table, and the pairs of the old one are not mistaken for its own.
 */
function linkTables(entities: PlannedEntity[], tables: Names, variables: Names): void {
  const tableOf = new Map(entities.map((entity) => [entity.name, entity.table]));
  for (const entity of entities) {
    for (const field of entity.fields) {
      if (field.type !== 'references') continue;
      const target = tableOf.get(field.to ?? '') ?? '';
      const end = snakeCase(field.name) === target ? '' : `_to_${target}`;
      field.link = {
        table: tables.take(`${entity.table}_${snakeCase(field.name)}${end}`),
        variable: variables.take(
          `${entity.variable}${pascalCase(field.name)}`,
          `${entity.variable}${pascalCase(field.name)}Links`,
        ),
      };
    }
  }
}

/** Entities with every name decided, safe against TypeScript, SQL, React, Next.js and each other. */
export function normaliseEntities(
  entities: BuiltEntity[],
  assume: (text: string) => void,
  isFree: (entity: BuiltEntity) => boolean = () => false,
): PlannedEntity[] {
  const types = new Names(RESERVED_TYPES);
  const variables = new Names(RESERVED_VARIABLES);
  const slugs = new Names(RESERVED_SLUGS);
  const tables = new Names(RESERVED_TABLES);
  const pascal = new Names(new Set());
  const plannedName = new Map(entities.map((entity) => [entity.name, pascal.take(pascalCase(entity.name))]));
  const planned = entities.map((entity) => {
    const name = plannedName.get(entity.name) ?? entity.name;
    const many = pluralOf(name);
    const label = entity.label?.trim() || sentenceCase(entity.name);
    const snake = snakeCase(many);
    const states = planStates(entity, isFree(entity));
    const maker = hasMaker(entity);
    const names = {
      properties: new Names(maker ? new Set([...RESERVED_PROPERTIES, 'createdById']) : RESERVED_PROPERTIES),
      columns: new Names(new Set(['id', 'created_at', 'updated_at', ...(maker ? ['created_by_id'] : [])])),
    };
    const labels = new Names(new Set());
    const fields = entity.fields.map((field) => {
      const planned = normaliseField(field, names, assume);
      // Two inputs of one name: nobody could tell which is which.
      planned.label = labels.take(planned.label, `${planned.label} (2)`);
      if (states?.transitions.length && states.field === planned.name) planned.required = true;
      return planned.to === undefined ? planned : { ...planned, to: plannedName.get(planned.to) ?? planned.to };
    });
    const { states: _stated, ...given } = entity;
    return {
      ...given,
      ...(states ? { states } : {}),
      name,
      type: types.take(name, `${name}Record`),
      label,
      plural: entity.plural?.trim() || pluralOf(label),
      variable: variables.take(camelCase(name), `${camelCase(name)}Row`),
      tableVariable: variables.take(camelCase(many), `${camelCase(many)}Table`),
      slug: slugs.take(kebabCase(many), `${kebabCase(name)}-records`),
      // SQLite keeps names that begin with sqlite_ for itself.
      table: tables.take(snake.startsWith('sqlite_') ? `app_${snake}` : snake, `${snakeCase(name)}_records`),
      labelField: labelFieldOf(fields, states?.transitions.length ? states : undefined),
      fields,
    };
  });
  linkTables(planned, tables, variables);
  return planned;
}
