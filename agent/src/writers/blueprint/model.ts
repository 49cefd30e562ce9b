import { hasMaker, stepsOf } from '@appfactory/plan/access';
import { type ColumnType, hasColumn, isFile } from '@appfactory/plan/built';
import type { PlannedEntity, PlannedField, PlannedStates } from '@appfactory/plan/plan';
import { pictureField, viewsOf } from '@appfactory/plan/views';
import { camelCase } from '@appfactory/plan/words';
import type { Column, Snapshot } from './migrations/snapshot.ts';
import type { State } from './state.ts';

/** A field with what it points to and how the database holds it. */
export interface Field extends Omit<PlannedField, 'type'> {
  type: ColumnType;
  /** False where the form asks for a value that older rows do not have. */
  notNull: boolean;
  target?: Entity;
  /** Key of the joined record in rows: client for the property clientId. */
  relation: string;
  /** Name of the constant that holds an enum's choices. */
  valuesName: string;
}

/** A column that the plan no longer has; its values stay. */
export interface KeptColumn {
  property: string;
  column: Column;
}

export interface Child {
  entity: Entity;
  field: Field;
}

/** References to many rows of another entity. */
export interface Link {
  field: PlannedField;
  target: Entity;
  /** Variable of the table of pairs. */
  variable: string;
}

/** An entity with its neighbours. */
export interface Entity extends Omit<PlannedEntity, 'fields'> {
  fields: Field[];
  /** The fields of its form: all but a state that only steps change. */
  inputs: Field[];
  /** The field that steps change, and the steps. */
  steps: (Omit<PlannedStates, 'field'> & { field: Field }) | undefined;
  /** Whether the app has rules for who may do what. */
  guarded: boolean;
  /** Whether it matters for the rules who made a row. */
  maker: boolean;
  labelled: Field | undefined;
  /** Entities that refer to this one, by the field that does. */
  children: Child[];
  links: Link[];
  /** Links of other entities that lead here. */
  linkedBy: { entity: Entity; link: Link }[];
  kept: KeptColumn[];
  /** The state whose step gives stock back. */
  givesBack?: string;
  /** Whether its pages take any number of files: pictures for customers, or for a gallery. */
  pictured?: boolean;
  /** Whether its rows are found on the pages of others alone, not in the sidebar. */
  part?: boolean;
  /** Entities in the order of the features that brought them. */
  position: number;
}

export interface App {
  state: State;
  entities: Entity[];
  snapshot: Snapshot;
  /** The currency that most amounts are in. */
  currency: string;
  /** Whether there are rules for who may do what; without, whoever is let in may do everything. */
  guarded: boolean;
}

/** The fields that hold a file. */
export const filesOf = (entity: Entity): Field[] => entity.fields.filter(isFile);

const OWN = new Set(['id', 'created_at', 'updated_at']);
/** Column that holds who made a row. */
export const MAKER_COLUMN = 'created_by_id';
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function commonCurrency(entities: Entity[]): string {
  const counts = new Map<string, number>();
  for (const { currency } of entities.flatMap((entity) => entity.fields)) {
    if (currency) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'USD';
}

function relationOf(entity: PlannedEntity, field: PlannedField): string {
  const wish = field.property.replace(/Id$/, '');
  const taken = ['id', 'createdAt', 'updatedAt', ...entity.fields.map((other) => other.property)];
  return wish === '' || taken.includes(wish) ? `${field.property}Record` : wish;
}

/** What the code is rendered from: the entities that are there, linked with each other and with the database. */
export function makeApp(state: State, snapshot: Snapshot): App {
  const taken = new Set(state.entities.flatMap((entity) => [entity.tableVariable, entity.variable]));
  const valuesName = (entity: PlannedEntity, field: PlannedField) => {
    const wish = `${entity.variable}${capital(field.property)}Values`;
    return taken.has(wish) ? `${wish}List` : wish;
  };
  const guarded = state.guarded ?? false;
  const entities = state.entities.map((entity, position): Entity => {
    const columns = snapshot.tables[entity.table]?.columns ?? {};
    const fields = entity.fields.filter(hasColumn).map(
      (field): Field => ({
        ...field,
        notNull: columns[field.column]?.notNull ?? ((field.required && !isFile(field)) || field.type === 'boolean'),
        valuesName: valuesName(entity, field),
        relation: relationOf(entity, field),
      }),
    );
    const maker = guarded && hasMaker(entity);
    const known = new Set([...entity.fields.map((field) => field.column), ...(maker ? [MAKER_COLUMN] : [])]);
    const properties = new Set(entity.fields.map((field) => field.property));
    const kept = Object.values(columns)
      .filter((column) => !known.has(column.name) && !OWN.has(column.name))
      .map((column) => {
        const wish = camelCase(column.name);
        return { property: properties.has(wish) ? `${wish}Kept` : wish, column };
      });
    const labelled = fields.find((field) => field.name === entity.labelField);
    const states = stepsOf(entity);
    const state = fields.find((field) => field.name === states?.field);
    const steps = states && state ? { ...states, field: state } : undefined;
    const inputs = fields.filter((field) => steps?.free || field !== steps?.field);
    return {
      ...entity,
      fields,
      inputs,
      steps,
      guarded,
      maker,
      labelled,
      children: [],
      links: [],
      linkedBy: [],
      kept,
      ...(viewsOf(entity).includes('gallery') && !pictureField(entity) ? { pictured: true } : {}),
      position,
    };
  });
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  for (const entity of entities) {
    for (const field of entity.fields) {
      if (field.type !== 'reference') continue;
      const target = byName.get(field.to ?? '');
      if (!target) continue;
      field.target = target;
      target.children.push({ entity, field });
    }
  }
  for (const [index, entity] of entities.entries()) {
    for (const field of state.entities[index]?.fields ?? []) {
      const target = byName.get(field.to ?? '');
      if (!field.link || !target) continue;
      const link = { field, target, variable: field.link.variable };
      entity.links.push(link);
      target.linkedBy.push({ entity, link });
    }
  }
  markShop(state, byName);
  return { state, entities, snapshot, currency: commonCurrency(entities), guarded };
}

/** What a shop makes of its entities, once its own code is there. */
function markShop({ shop }: State, byName: Map<string, Entity>): void {
  const [product, order, line] = [shop?.product, shop?.order, shop?.line].map((part) => byName.get(part?.entity ?? ''));
  if (!shop || !product || !order || !line) return;
  product.pictured = true;
  order.givesBack = shop.order.status.cancelled;
  line.part = true;
}
