import type { EntitySpec, FieldSpec, FieldType } from '@appfactory/resources/appBuild';
import { lowerLabel } from '../../words.ts';
import { type Clause, Refusal, type Rule, type StatedApp, withEntity } from '../change.ts';
import {
  bare,
  entityNamed,
  type FoundField,
  fieldNamed,
  fieldOf,
  findEntity,
  findField,
  findRole,
  labelOf,
  listOf,
  manyOf,
  partings,
} from '../names.ts';
import { named, newFields, typeNamed } from '../newField.ts';
import { ADD, match, REMOVE, verbLast } from './said.ts';

const INTO = /\s(?:to|on|for|in|into|of|zu|zum|zur|bei|beim|für|an|in)\s/gi;

/** Entity and the words for what it gets. */
function given({ text }: Clause, clause: Clause): { entity: string; what: string } | undefined {
  const has = match(
    text,
    /^(?<entity>.+?)\s+(?:(?:should|must|shall|need to|needs to)\s+)?(?:also\s+)?(?:have|has|get|gets|need|needs|store|stores|show|include|contain)\s+(?<what>(?:an?|the|some|one|also)\s.+|".+")$/i,
    /^(?<entity>.+?)\s+(?:brauchen|braucht|bekommen|bekommt|erhalten|erhält|haben|hat)\s+(?:auch\s+|noch\s+)?(?<what>(?:eine?[nrsm]?|das|den|die)\s.+|".+")$/i,
    /^(?<entity>.+?)\s+(?:sollen?|müssen|muss)\s+(?:auch\s+|noch\s+)?(?<what>(?:eine?[nrsm]?|das|den|die)\s.+|".+")\s+(?:haben|bekommen|erhalten)$/i,
    /^(?:give|gib)\s+(?<entity>(?:(?:each|every|all|the|den|jeder|jedem|jede)\s+)?\S+)\s+(?<what>(?:an?|the|eine?[nrsm]?)\s.+)$/i,
  );
  if (has) return { entity: has.entity ?? '', what: has.what ?? '' };
  const added = ADD(text);
  if (added === undefined) return undefined;
  const all = partings(added, INTO).reverse();
  const found = all.find(([, entity]) => findEntity(clause, entity));
  if (!found && clause.place !== undefined && isValueAt(added))
    return { entity: 'this', what: added.replace(HERE, '') };
  const [what, entity] = found ?? all[0] ?? [];
  return what === undefined || entity === undefined ? undefined : { entity, what };
}

const HERE = /\s+(?:here|on this page|in this (?:list|form|table)|hier|auf dieser seite)$/i;

/** Whether what is to be added, said of a page, is a value of its rows: “a due date”, “a notes field”; not “suppliers”. */
function isValueAt(added: string): boolean {
  const what = added.replace(HERE, '');
  return HERE.test(added) || /^(?:an?|eine?[nrsm]?)\s+\S+(?:\s+\S+){0,3}$/i.test(what);
}

const addField: Rule = {
  example: 'add a due date to invoices',
  read(clause) {
    const said = given(clause, clause);
    if (!said) return undefined;
    // "Add a role for accountants" and "add the option Low to priority" are said of something else.
    if (
      /^(?:an?\s+|the\s+|die\s+|eine\s+)?(?:new\s+|neue\s+)?(?:role|rolle|option|choice|value|state|step|transition|button|page|chart|report|auswahl|zustand|schritt)\b/i.test(
        said.what,
      )
    )
      return undefined;
    if (findField(clause, said.entity) && !findEntity(clause, said.entity)) return undefined;
    if (findRole(clause.app, said.entity) && !findEntity(clause, said.entity)) return undefined;
    const entity = entityNamed(clause, said.entity);
    // "Add the status Cancelled to invoices" is about a choice.
    if (/^the\s|^den\s|^die\s/i.test(said.what) && choiceOf(entity, said.what)) return undefined;
    const fields = newFields(clause, said.what);
    return withEntity(clause.app, withFields(entity, fields));
  },
};

/** The enum field and the value of “the status Cancelled”. */
export function choiceOf(entity: EntitySpec, phrase: string): { field: FieldSpec; value: string } | undefined {
  for (const [name, value] of partings(bare(phrase), /\s+/g)) {
    const field = fieldOf(entity, name);
    if (field?.type === 'enum' && value.trim() !== '') return { field, value: bare(value) };
  }
  return undefined;
}

function withFields(entity: EntitySpec, fields: FieldSpec[]): EntitySpec {
  let all = entity.fields;
  for (const field of fields) {
    const there = all.find((one) => isSame(one, field));
    if (there) throw new Refusal(`${manyOf(entity)} have “${labelOf(there)}” already.`);
    if (all.length >= 40) throw new Refusal(`${manyOf(entity)} have 40 fields, and more are not possible.`);
    all = [...all, field];
  }
  return { ...entity, fields: all };
}

/** A due date is “due on”, too. */
function isSame(one: FieldSpec, other: FieldSpec): boolean {
  const alike = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const stem = ({ name, type }: FieldSpec) => (/^date/.test(type) ? name.replace(/(?:On|At|Date)$/, '') : name);
  return alike(stem(one), stem(other)) || alike(labelOf(one), labelOf(other));
}

export function withoutField(entity: EntitySpec, field: FieldSpec): EntitySpec {
  if (entity.fields.length === 1) {
    throw new Refusal(
      `“${labelOf(field)}” is the only field of ${lowerLabel(manyOf(entity))}: leave out the whole list instead.`,
    );
  }
  const { states, ...rest } = entity;
  const fields = entity.fields.filter(({ name }) => name !== field.name);
  return { ...rest, fields, ...(states && states.field !== field.name ? { states } : {}) };
}

export const HIDDEN =
  'What is taken out is hidden, not deleted: its values stay in the database, and come back with it.';

const removeField: Rule = {
  example: 'remove the phone from clients',
  read(clause) {
    const what = REMOVE(clause.text);
    if (what === undefined || findEntity(clause, what) || findRole(clause.app, what)) return undefined;
    if (/^(?:the\s+|die\s+|den\s+)?(?:role|rolle|option|choice|value|state|auswahl|zustand)\b/i.test(what))
      return undefined;
    const { entity, field } = fieldNamed(clause, what);
    clause.note(HIDDEN);
    return withEntity(clause.app, withoutField(entity, field));
  },
};

/** The choices of “a choice of low, medium and high”. */
function choicesNamed(phrase: string): string[] | undefined {
  const said =
    /^(?:an?\s+|eine\s+)?(?:choice|selection|drop-?down|auswahl)\s+(?:of|between|from|aus|von)\s+(.+)$/i.exec(
      phrase.trim(),
    );
  const items = listOf(said?.[1] ?? '').map((item) => bare(item));
  if (!said || items.length < 2) return undefined;
  return items.map((item) => item.charAt(0).toUpperCase() + item.slice(1));
}

function changed({ app }: Clause, { entity, field }: FoundField, change: Partial<FieldSpec>): StatedApp {
  const fields = entity.fields.map((one) => (one.name === field.name ? { ...field, ...change } : one));
  return withEntity(app, { ...entity, fields });
}

const retype: Rule = {
  example: 'make the amount of invoices a whole number',
  read(clause) {
    const said = match(
      clause.text,
      /^(?:make|turn)\s+(?<what>.+?)\s+(?:into\s+|be\s+)?(?<type>(?:an?\s).+)$/i,
      /^(?:change|convert|switch)\s+(?:the\s+type\s+of\s+)?(?<what>.+?)\s+(?:to|into)\s+(?<type>.+)$/i,
      /^(?<what>.+?)\s+(?:should|must|needs to|has to)\s+be\s+(?<type>(?:an?\s).+)$/i,
      /^(?<what>.+?)\s+(?:is|are)\s+(?<type>an?\s.+)$/i,
      /^(?:mache?|ändere)\s+(?<what>.+?)\s+(?:zu|in|zum|zur)\s+(?<type>.+)$/i,
      /^(?<what>.+?)\s+(?:soll|muss)\s+(?<type>eine?[nr]?\s.+)\s+sein$/i,
    );
    const values = choicesNamed(said?.type ?? '');
    const type = values ? 'enum' : said && typeNamed(said.type ?? '');
    if (!said || !type) return undefined;
    const found = fieldNamed(clause, said.what ?? '');
    const { field, entity } = found;
    const name = `“${labelOf(field)}”`;
    if (field.type === type) throw new Refusal(`${name} of ${lowerLabel(manyOf(entity))} is that already.`);
    if (type === 'enum' && !values)
      throw new Refusal(
        `Say which choices ${name} has: “make ${lowerLabel(labelOf(field))} a choice of low, medium and high”.`,
      );
    if (entity.states?.field === field.name)
      throw new Refusal(`${name} holds the state of ${lowerLabel(manyOf(entity))}, which is one of its choices.`);
    const { values: _, to, currency, ...rest } = field;
    clause.note(`${name} begins anew: values that do not fit the new kind are not shown.`);
    const { app } = clause;
    const fields = entity.fields.map((one) =>
      one.name === field.name ? { ...rest, type: type satisfies FieldType, ...(values ? { values } : {}) } : one,
    );
    return withEntity(app, { ...entity, fields });
  },
};

const demand: Rule = {
  example: 'make the email of clients required (or unique, or optional)',
  read(clause) {
    const said = match(
      clause.text,
      /^(?:make|set|mark)\s+(?<what>.+?)\s+(?:as\s+|be\s+)?(?<how>required|mandatory|obligatory|unique|optional|not required|not unique)$/i,
      /^(?<what>.+?)\s+(?:is|are|must be|should be|has to be|needs to be)\s+(?<how>required|mandatory|obligatory|unique|optional|not required|not unique)$/i,
      /^(?<what>.+?)\s+(?:is|are)\s+(?<how>no longer required|no longer unique)$/i,
      /^require\s+(?<what>.+)$/i,
      /^(?:mache?|setze)\s+(?<what>.+?)\s+(?:zum?\s+)?(?<how>pflichtfeld|pflicht|eindeutig|optional|freiwillig)$/i,
      /^(?<what>.+?)\s+(?:ist|sind|soll|muss|sollen|müssen)\s+(?:ein\s+)?(?<how>pflichtfeld|pflicht|eindeutig|optional|freiwillig)(?:\s+sein)?$/i,
    );
    if (!said) return undefined;
    const how = (said.how ?? 'required').toLowerCase();
    const found = fieldNamed(clause, said.what ?? '');
    const isUnique = /unique|eindeutig/.test(how);
    const on = !/^(?:not|no longer|optional|freiwillig)/.test(how);
    const key = isUnique ? 'unique' : 'required';
    if (found.field[key] === on) {
      throw new Refusal(
        `“${labelOf(found.field)}” of ${lowerLabel(manyOf(found.entity))} is ${on ? '' : 'not '}${key} already.`,
      );
    }
    if (isUnique && on && ['boolean', 'enum', 'text', 'references'].includes(found.field.type)) {
      throw new Refusal(`“${labelOf(found.field)}” cannot be unique: values of this kind cannot tell rows apart.`);
    }
    if (on) clause.note(`Rows that are there stay as they are; the next change of a row asks for it.`);
    return changed(clause, found, { [key]: on });
  },
};

const renameField: Rule = {
  example: 'rename the due date of invoices to “Payment due”',
  read(clause) {
    const said = match(
      clause.text,
      /^rename\s+(?<what>.+?)\s+(?:to|as|into)\s+(?<to>.+)$/i,
      /^label\s+(?<what>.+?)\s+(?:as\s+)?(?<to>"[^"]+")$/i,
      /^(?:change|set)\s+the\s+(?:label|name)\s+of\s+(?<what>.+?)\s+to\s+(?<to>.+)$/i,
      /^call\s+(?<what>.+?)\s+(?<to>"[^"]+")(?:\s+instead)?$/i,
      /^(?<what>.+?)\s+should\s+be\s+called\s+(?<to>.+)$/i,
      verbLast('benenne', 'um', /(?<what>.+?)\s+(?:in|zu|als)\s+(?<to>.+)/),
      /^nenne\s+(?<what>.+?)\s+(?<to>"[^"]+")$/i,
      /^(?<what>.+?)\s+(?:soll|sollen)\s+(?<to>.+?)\s+heißen$/i,
    );
    if (!said) return undefined;
    const what = said.what ?? '';
    if (/^(?:the\s+|this\s+|die\s+|diese\s+)?(?:app|application|anwendung|site|title|titel)$/i.test(what.trim()))
      return undefined;
    if (findEntity(clause, what) || findRole(clause.app, what)) return undefined;
    const found = fieldNamed(clause, what);
    const label = named(said.to ?? '', found.field.name).label ?? bare(said.to ?? '');
    if (label === '' || label.length > 60) throw new Refusal('A name that people read has 1 to 60 characters.');
    clause.note('People read the new name; the values of the field stay.');
    return changed(clause, found, { label });
  },
};

const CURRENCIES: [RegExp, string][] = [
  [/^(?:euros?|€)$/i, 'EUR'],
  [/^(?:(?:us\s+)?dollars?|\$)$/i, 'USD'],
  [/^(?:(?:british\s+)?pounds?|£)$/i, 'GBP'],
  [/^(?:swiss\s+francs?|franken|schweizer\s+franken)$/i, 'CHF'],
];

const currency: Rule = {
  example: 'show the amount of invoices in euros',
  read(clause) {
    const said = match(
      clause.text,
      /^(?:make|show|set|keep|put)\s+(?<what>.+?)\s+in\s+(?<unit>[^\s]+(?:\s[^\s]+)?)$/i,
      /^(?<what>.+?)\s+(?:is|are|should be)\s+in\s+(?<unit>[^\s]+(?:\s[^\s]+)?)$/i,
      /^zeige\s+(?<what>.+?)\s+in\s+(?<unit>[^\s]+(?:\s[^\s]+)?)(?:\s+an)?$/i,
    );
    const unit = said?.unit ?? '';
    const code =
      CURRENCIES.find(([pattern]) => pattern.test(unit))?.[1] ?? (/^[A-Z]{3}$/.test(unit) ? unit : undefined);
    if (!said || code === undefined) return undefined;
    const found = fieldNamed(clause, said.what ?? '');
    if (found.field.type !== 'money') throw new Refusal(`“${labelOf(found.field)}” is no amount of money.`);
    if ((found.field.currency ?? 'USD') === code) throw new Refusal('It is so already.');
    clause.note('Amounts stay as they are: only the currency that is shown changes.');
    return changed(clause, found, { currency: code });
  },
};

export const FIELD_RULES: Rule[] = [addField, currency, demand, retype, renameField, removeField];
