import type { Plan, SpecInput } from '#lib/api/queries/plan.ts';

export type EntityDraft = NonNullable<SpecInput['entities']>[number];
export type FieldDraft = EntityDraft['fields'][number];
export type RoleDraft = NonNullable<SpecInput['roles']>[number];
export type FieldType = FieldDraft['type'];

/** Kinds of value, in words. */
export const FIELD_TYPES: readonly { value: FieldType; label: string }[] = [
  { value: 'string', label: 'Text' },
  { value: 'text', label: 'Long text' },
  { value: 'integer', label: 'Whole number' },
  { value: 'number', label: 'Number' },
  { value: 'money', label: 'Money' },
  { value: 'percent', label: 'Percent' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'datetime', label: 'Date and time' },
  { value: 'enum', label: 'Choice' },
  { value: 'reference', label: 'Link to one' },
  { value: 'references', label: 'Link to many' },
  { value: 'email', label: 'Email' },
  { value: 'phone', label: 'Phone' },
  { value: 'url', label: 'Web address' },
  { value: 'image', label: 'Picture' },
  { value: 'file', label: 'File' },
];

/** What a plan says, as a spec states it: without the nulls of what it does not say. */
export function stated<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_key, part: unknown) => (part === null ? undefined : part))) as T;
}

export function draftsOf(plan: Plan): { entities: EntityDraft[]; roles: RoleDraft[] } {
  return { entities: stated(plan.entities) as EntityDraft[], roles: stated(plan.roles) as RoleDraft[] };
}

/** “Due date” as dueDate. */
export function identifier(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 ]/g, '')
    .trim()
    .split(/\s+/);
  const [first = '', ...rest] = words;
  const name = first.charAt(0).toLowerCase() + first.slice(1) + rest.map(capital).join('');
  return name.replace(/^\d+/, '').slice(0, 40);
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** dueDate as “Due date”. */
export function words(name: string): string {
  return capital(
    name.replace(/([a-z0-9])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`),
  );
}

export const labelOf = ({ label, name }: { label?: string | null; name: string }) => label ?? words(name);

/** A field of another kind: what belongs to the old kind only goes. */
export function withType(field: FieldDraft, type: FieldType, others: string[]): FieldDraft {
  const { values, to, currency, ...rest } = field;
  if (type === 'enum') return { ...rest, type, values: values ?? ['First', 'Second'] };
  if (type === 'reference' || type === 'references') return { ...rest, type, to: to ?? others[0] };
  if (type === 'money') return { ...rest, type, currency };
  return { ...rest, type };
}

/** The entity without a field, and without the life of a row that the field told. */
export function withoutField(entity: EntityDraft, index: number): EntityDraft {
  const gone = entity.fields[index]?.name;
  const { states, ...rest } = entity;
  const fields = entity.fields.filter((_, at) => at !== index);
  return states && states.field !== gone ? { ...rest, states, fields } : { ...rest, fields };
}

/** The entities without one, and without the links to it. */
export function withoutEntity(entities: EntityDraft[], name: string): EntityDraft[] {
  return entities
    .filter((entity) => entity.name !== name)
    .map((entity) => ({ ...entity, fields: entity.fields.filter(({ to }) => to !== name) }));
}

/** Another name for a field; the life of a row follows it. */
export function renameField(entity: EntityDraft, index: number, label: string): EntityDraft {
  const before = entity.fields[index]?.name;
  const name = identifier(label);
  const fields = entity.fields.map((field, at) => (at === index ? { ...field, label, name } : field));
  const states = entity.states && entity.states.field === before ? { ...entity.states, field: name } : entity.states;
  return { ...entity, fields, ...(states ? { states } : {}) };
}

/** Other choices of a field; steps that lead from or to one that is gone go with it. */
export function withValues(entity: EntityDraft, index: number, values: string[]): EntityDraft {
  const fields = entity.fields.map((field, at) => (at === index ? { ...field, values } : field));
  const { states, ...rest } = entity;
  if (!states || states.field !== entity.fields[index]?.name) return { ...entity, fields };
  const transitions = (states.transitions ?? [])
    .map((one) => ({ ...one, from: one.from.filter((state) => values.includes(state)) }))
    .filter(({ from, to }) => from.length > 0 && values.includes(to));
  if (transitions.length === 0) return { ...rest, fields };
  const initial = states.initial && values.includes(states.initial) ? states.initial : values[0];
  return { ...rest, fields, states: { ...states, initial, transitions } };
}
