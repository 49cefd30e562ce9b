import { stepsOf } from './access.ts';
import type { PlannedEntity, PlannedField, Step } from './plan.ts';

/** A value that a check enters and how the app shows it afterwards (undefined: not looked for). */
interface CheckValue {
  entered: string;
  shown?: string;
}

const DATES = { first: '2031-03-14', second: '2031-09-28' };
const SHOWN_DATES = { first: '14 Mar 2031', second: '28 Sep 2031' };

const NUMERIC: string[] = ['number', 'integer', 'money'];

export type Turn = 'first' | 'second';

/** A text that is different in each run of each check. */
export const token = (entity: PlannedEntity, word: string) => `${entity.name} ${word} {run}`;

const words = (text: string) => text.toLowerCase().replace(/[^a-z0-9{}]+/g, '-');

/**
 * What a check enters into a field. Unique values carry the run's token, so that checks can run again on the same data.
 * @param word what the row is for, for example "create"
 */
export function checkValue(entity: PlannedEntity, field: PlannedField, word: string, turn: Turn = 'first'): CheckValue {
  const steps = stepsOf(entity);
  // A new row has its first state.
  if (steps?.field === field.name && (turn === 'first' || !steps.free))
    return { entered: steps.initial, shown: steps.initial };
  const isLabel = field.name === entity.labelField;
  if (field.unique && NUMERIC.includes(field.type)) {
    const entered = turn === 'first' ? '{number}' : '9{number}';
    return { entered, shown: field.type === 'integer' ? entered : undefined };
  }
  if (field.unique && field.type === 'date') return { entered: '{date}' };
  if (field.slugOf) {
    const entered = words(`${entity.name}-${word}-{run}`);
    return { entered, shown: entered };
  }
  const text = isLabel ? token(entity, word) : `${field.label} ${word} {run}`;
  switch (field.type) {
    case 'string':
    case 'text':
      return { entered: text, shown: text };
    case 'email': {
      const address = `${words(`${entity.name}-${field.name}-${word}-{run}`)}@example.com`;
      return { entered: address, shown: address };
    }
    case 'url': {
      const name = words(`${entity.name}-${field.name}-${word}-{run}`);
      return { entered: `https://example.com/${name}`, shown: `example.com/${name}` };
    }
    case 'number':
      return turn === 'first' ? { entered: '12.5', shown: '12.5' } : { entered: '48.25', shown: '48.25' };
    case 'integer':
      return turn === 'first' ? { entered: '12', shown: '12' } : { entered: '48', shown: '48' };
    case 'money':
      return turn === 'first' ? { entered: '1250', shown: '1,250' } : { entered: '4800', shown: '4,800' };
    case 'date':
      return { entered: DATES[turn], shown: SHOWN_DATES[turn] };
    case 'datetime':
      return { entered: `${DATES[turn]}T09:30`, shown: SHOWN_DATES[turn] };
    case 'enum': {
      const values = field.values ?? [];
      const value = (turn === 'first' ? values[0] : values.at(-1)) ?? '';
      return { entered: value, shown: value };
    }
    case 'boolean':
      return { entered: turn === 'first' ? 'true' : 'false' };
    case 'image':
      return { entered: `${turn}.png` };
    case 'file': {
      const name = `${words(`${field.name}-${word}-{run}`)}${turn === 'first' ? '' : '-2'}.txt`;
      return { entered: name, shown: name };
    }
    case 'reference':
    case 'references':
      return { entered: '' };
  }
}

/** A picture of twelve by nine points in one colour. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAwAAAAJCAIAAACJ2loDAAAAE0lEQVR42mPQWpZGEDGMKiJKEQD7/YLJFOAouQAAAABJRU5ErkJggg==';

/** The steps that enter a value into its input; of a file, the value is its name. */
export function enter(field: PlannedField, value: string): Step[] {
  switch (field.type) {
    case 'boolean':
      return [{ do: 'check', label: field.label, on: value === 'true' }];
    case 'enum':
    case 'reference':
    case 'references':
      return [{ do: 'choose', label: field.label, option: value }];
    case 'image':
      return [{ do: 'upload', label: field.label, file: value, content: PICTURE, encoding: 'base64' }];
    case 'file':
      return [{ do: 'upload', label: field.label, file: value, content: 'A file of {run}' }];
    case 'string':
    case 'text':
    case 'number':
    case 'integer':
    case 'money':
    case 'date':
    case 'datetime':
    case 'email':
    case 'url':
      return [{ do: 'fill', label: field.label, value }];
  }
}

/** What a person types who mistakes the field. */
export const wrongValue = (field: PlannedField): string => (field.type === 'integer' ? '12.5' : 'not this');

/** The steps of a person who mistakes the field; refused by every type that has an invalidMessage. */
export function enterWrong(field: PlannedField): Step[] {
  // A picture by its name only.
  if (field.type === 'image') return [{ do: 'upload', label: field.label, file: 'text.png', content: 'not this' }];
  return enter(field, wrongValue(field));
}

/** A row's label, as lists, titles and pickers write it, from what was entered into its field. */
export function labelText(field: PlannedField, entered: string): string {
  if (field.type === 'money') return `${entered}.00`;
  return field.type === 'datetime' ? entered.replace('T', ' ') : entered;
}
