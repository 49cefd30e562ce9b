import type { EntitySpec, FieldSpec } from '@appfactory/resources/appBuild';
import { latinOf } from '../../discovery/values/names.ts';
import { camelCase, lowerLabel, pascalCase, words } from '../../words.ts';
import { type Clause, Refusal, type Rule, type StatedApp, withEntity } from '../change.ts';
import {
  bare,
  entityNamed,
  type FoundField,
  findEntity,
  findField,
  labelOf,
  listed,
  listOf,
  manyOf,
  partings,
  rolesNamed,
} from '../names.ts';
import { choiceOf } from './fields.ts';
import { ADD, match, REMOVE, verbLast } from './said.ts';

/** The enum field that holds the state of rows. */
export function stateField(entity: EntitySpec): FieldSpec | undefined {
  const enums = entity.fields.filter(({ type }) => type === 'enum');
  return (
    enums.find(({ name }) => name === entity.states?.field) ??
    enums.find(({ name }) => /^(?:status|state|stage|phase)$/i.test(name)) ??
    (enums.length === 1 ? enums[0] : undefined)
  );
}

const OPTION =
  /^(?:(?:an?|the|eine?|die|den|das)\s+)?(?:new\s+|neue[nr]?\s+)?(?:option|choice|value|state|status|stage|auswahl|wert|zustand)s?\s+/i;
const INTO = /\s(?:to|for|on|in|from|of|zu|zum|zur|bei|für|aus|von)\s/gi;

/** The choices that are meant, and the field that has them, or is to have them. */
function choices(clause: Clause, what: string): (FoundField & { values: string[] }) | undefined {
  const isSaid = OPTION.test(what);
  const rest = what.replace(OPTION, '');
  for (const [before, after] of partings(rest, INTO)) {
    const named = findField(clause, after);
    if (named?.field.type === 'enum') return { ...named, values: listOf(before).map(bare) };
    const entity = findEntity(clause, after);
    if (!entity) {
      const only = clause.app.entities.flatMap((one) =>
        one.fields
          .filter(
            ({ type, name, label }) =>
              type === 'enum' && labelOf({ name, label }).toLowerCase() === bare(after).toLowerCase(),
          )
          .map((field) => ({ entity: one, field })),
      );
      const [first] = only;
      if (first && only.length === 1) return { ...first, values: listOf(before).map(bare) };
      continue;
    }
    const choice = choiceOf(entity, before);
    if (choice) return { entity, field: choice.field, values: listOf(choice.value).map(bare) };
    const state = isSaid ? stateField(entity) : undefined;
    if (state) return { entity, field: state, values: listOf(before).map(bare) };
    if (isSaid)
      throw new Refusal(
        `${manyOf(entity)} have no field with choices: add one first, for example “add a status (open, done) to ${lowerLabel(manyOf(entity))}”.`,
      );
  }
  return undefined;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function withValues(app: StatedApp, entity: EntitySpec, field: FieldSpec, values: string[]): StatedApp {
  const fields = entity.fields.map((one) => (one.name === field.name ? { ...field, values } : one));
  return withEntity(app, { ...entity, fields });
}

const sameValue = (a: string) => (b: string) => a.toLowerCase() === b.toLowerCase();

const addOption: Rule = {
  example: 'add the status “On hold” to projects',
  read(clause) {
    const what = ADD(clause.text);
    const said = what === undefined ? undefined : choices(clause, what);
    if (!said) return undefined;
    const { entity, field, values: wanted } = said;
    const now = field.values ?? [];
    for (const value of wanted) {
      if (value === '' || value.length > 60) throw new Refusal('A choice has 1 to 60 characters.');
      if (now.some(sameValue(value)))
        throw new Refusal(`“${labelOf(field)}” of ${lowerLabel(manyOf(entity))} has “${value}” already.`);
    }
    const values = [...now, ...wanted.map(capital)];
    if (values.length > 40) throw new Refusal(`“${labelOf(field)}” has 40 choices, and more are not possible.`);
    if (entity.states?.field === field.name && entity.states.transitions.length > 0 && !entity.states.free) {
      clause.note(
        `No step leads to ${listed(wanted.map(capital))} yet: say “${lowerLabel(manyOf(entity))} go from ${now[0] ?? ''} to ${capital(wanted[0] ?? '')}”.`,
      );
    }
    return withValues(clause.app, entity, field, values);
  },
};

const removeOption: Rule = {
  example: 'remove the status “Overdue” from invoices',
  read(clause) {
    const what = REMOVE(clause.text);
    if (what === undefined || findField(clause, what)) return undefined;
    const said = choices(clause, what);
    if (!said) return undefined;
    const { entity, field, values: gone } = said;
    const now = field.values ?? [];
    const missing = gone.find((value) => !now.some(sameValue(value)));
    if (missing !== undefined)
      throw new Refusal(`“${missing}” is no choice of “${labelOf(field)}”: there are ${listed(now)}.`);
    const values = now.filter((value) => !gone.some(sameValue(value)));
    if (values.length === 0)
      throw new Refusal(`“${labelOf(field)}” would have no choice left: leave out the field instead.`);
    clause.note(`Rows that have ${listed(gone.map(capital))} keep it until somebody changes them.`);
    return withValues(clause.app, withoutSteps(entity, field, values), field, values);
  },
};

/** The steps that are left when states go. */
function withoutSteps(entity: EntitySpec, field: FieldSpec, values: string[]): EntitySpec {
  const { states, ...rest } = entity;
  if (!states || states.field !== field.name) return entity;
  const transitions = states.transitions
    .map((step) => ({ ...step, from: step.from.filter((state) => values.includes(state)) }))
    .filter(({ from, to }) => from.length > 0 && values.includes(to));
  const { initial, ...others } = states;
  return {
    ...rest,
    states: { ...others, ...(initial !== undefined && values.includes(initial) ? { initial } : {}), transitions },
  };
}

const addStep: Rule = {
  example: 'invoices go from Sent to Cancelled',
  read(clause) {
    const said = match(
      clause.text,
      /^add\s+an?\s+(?:step|transition|button)\s+(?:(?:called|named)\s+)?(?:(?<name>"[^"]+"|\S+)\s+)?from\s+(?<from>.+?)\s+to\s+(?<to>.+?)\s+(?:to|for|on|of)\s+(?<entity>.+)$/i,
      /^(?:let|allow)\s+(?<who>.+?)\s+(?:to\s+)?(?:move|take|set|change|put|bring)\s+(?<entity>.+?)\s+from\s+(?<from>.+?)\s+to\s+(?<to>.+)$/i,
      /^(?:only\s+)?(?<who>.+?)\s+(?:can|may)\s+(?:only\s+)?(?:move|take|set|change|put|bring)\s+(?<entity>.+?)\s+from\s+(?<from>.+?)\s+to\s+(?<to>.+)$/i,
      /^(?:let\s+|allow\s+)?(?<entity>.+?)\s+(?:(?:can|may|should|to)\s+)?(?:also\s+)?(?:go|move|change|pass|be moved|be changed|be set)\s+(?:back\s+)?from\s+(?<from>.+?)\s+to\s+(?<to>.+)$/i,
      /^(?<entity>.+?)\s+(?:können|kann|dürfen|darf|sollen|soll)\s+(?:auch\s+)?von\s+(?<from>.+?)\s+(?:nach|zu|auf|in)\s+(?<to>.+?)\s+(?:gehen|wechseln|kommen)$/i,
      /^(?<entity>.+?)\s+(?:gehen|geht|wechseln|wechselt)\s+(?:auch\s+)?von\s+(?<from>.+?)\s+(?:nach|zu|auf|in)\s+(?<to>.+)$/i,
    );
    if (!said) return undefined;
    const entity = entityNamed(clause, said.entity ?? '');
    const field = stateField(entity);
    if (!field)
      throw new Refusal(
        `${manyOf(entity)} have no field that holds a state: add one first, for example “add a status (open, done) to ${lowerLabel(manyOf(entity))}”.`,
      );
    const now = field.values ?? [];
    const known = (phrase: string) => {
      const value = now.find(sameValue(bare(phrase)));
      if (value === undefined)
        throw new Refusal(
          `“${bare(phrase)}” is no state of ${lowerLabel(manyOf(entity))}: there are ${listed(now)}. Say “add the state ${capital(bare(phrase))} to ${lowerLabel(manyOf(entity))}” first.`,
        );
      return value;
    };
    const from = listOf(said.from ?? '').map(known);
    const to = known(said.to ?? '');
    const roles = said.who === undefined ? undefined : rolesNamed(clause.app, said.who);
    const states = entity.states?.field === field.name ? entity.states : { field: field.name, transitions: [] };
    if (from.includes(to)) throw new Refusal(`A step leads to another state; “${to}” is where it begins.`);
    const there = states.transitions.find((step) => step.to === to && from.every((state) => step.from.includes(state)));
    if (there && (roles === undefined || roles.every((role) => there.roles?.includes(role)))) {
      throw new Refusal(`There is such a step already: “${there.label ?? words(there.name).join(' ')}”.`);
    }
    if (there) {
      const transitions = states.transitions.map((step) => (step === there ? { ...step, roles } : step));
      return withEntity(clause.app, { ...entity, states: { ...states, transitions } });
    }
    const base = said.name === undefined ? `mark${pascalCase(latinOf(to))}` : camelCase(latinOf(bare(said.name)));
    const taken = new Set(states.transitions.map(({ name }) => name));
    let name = base.slice(0, 36);
    for (let number = 2; taken.has(name); number++) name = `${base.slice(0, 36)}${number}`;
    const label = said.name === undefined ? `Mark as ${lowerLabel(to)}` : capital(bare(said.name));
    if (states.transitions.length === 0)
      clause.note(
        `From now on, ${lowerLabel(labelOf(field))} of ${lowerLabel(manyOf(entity))} changes by buttons, and the form does not have it.`,
      );
    const transitions = [...states.transitions, { name, label, from, to, ...(roles ? { roles } : {}) }];
    if (transitions.length > 20) throw new Refusal(`${manyOf(entity)} have 20 steps, and more are not possible.`);
    return withEntity(clause.app, { ...entity, states: { ...states, transitions } });
  },
};

const renameOption: Rule = {
  example: 'rename the status Sent of invoices to “Delivered”',
  read(clause) {
    const said = match(
      clause.text,
      /^rename\s+(?<what>.+?)\s+(?:to|as|into)\s+(?<to>"[^"]+"|[^\s"]+(?:\s+[^\s"]+){0,2})$/i,
      verbLast('benenne', 'um', /(?<what>.+?)\s+(?:in|zu)\s+(?<to>.+)/),
    );
    // A field of this name is meant before a choice is.
    if (!said || findField(clause, said.what ?? '')) return undefined;
    const found = OPTION.test(said.what ?? '') ? choices(clause, said.what ?? '') : undefined;
    if (!found) return undefined;
    const { entity, field, values } = found;
    const now = field.values ?? [];
    const old = now.find(sameValue(values[0] ?? ''));
    if (values.length !== 1 || old === undefined)
      throw new Refusal(`“${values.join(', ')}” is no choice of “${labelOf(field)}”: there are ${listed(now)}.`);
    const to = capital(bare(said.to ?? ''));
    if (to === '' || to.length > 60) throw new Refusal('A choice has 1 to 60 characters.');
    if (now.some(sameValue(to))) throw new Refusal(`“${labelOf(field)}” has “${to}” already.`);
    const swap = (value: string) => (value === old ? to : value);
    clause.note(`Rows that have “${old}” keep it until somebody changes them.`);
    const { states } = entity;
    const steps = states?.field === field.name ? states : undefined;
    return withValues(
      clause.app,
      steps
        ? {
            ...entity,
            states: {
              ...steps,
              ...(steps.initial === undefined ? {} : { initial: swap(steps.initial) }),
              transitions: steps.transitions.map((step) => ({ ...step, from: step.from.map(swap), to: swap(step.to) })),
            },
          }
        : entity,
      field,
      now.map(swap),
    );
  },
};

const setOptions: Rule = {
  example: 'the status of invoices can be Open, Sent or Paid',
  read(clause) {
    const said = match(
      clause.text,
      /^(?:the\s+)?(?:options|choices|values|states)\s+(?:of|for)\s+(?<what>.+?)\s+(?:are|should be)\s+(?<values>.+)$/i,
      /^(?<what>.+?)\s+(?:can|may|should|must)\s+be\s+(?:one\s+of\s+|either\s+)?(?<values>.+)$/i,
      /^(?<what>.+?)\s+(?:kann|soll|darf)\s+(?<values>.+?)\s+sein$/i,
    );
    const found = said && findField(clause, said.what ?? '');
    const values = listOf(said?.values ?? '').map((value) => capital(bare(value)));
    if (found?.field.type !== 'enum' || values.length < 2) return undefined;
    const { entity, field } = found;
    if (values.length > 40 || values.some((value) => value === '' || value.length > 60))
      throw new Refusal('A choice has 1 to 60 characters, and a field has at most 40.');
    if (new Set(values.map((value) => value.toLowerCase())).size < values.length)
      throw new Refusal('Two of these choices are the same.');
    clause.note(`Rows that have another choice keep it until somebody changes them.`);
    return withValues(clause.app, withoutSteps(entity, field, values), field, values);
  },
};

const removeStep: Rule = {
  example: 'remove the step “Mark as paid” from invoices',
  read(clause) {
    const said = match(
      REMOVE(clause.text) ?? '',
      /^(?:the\s+)?(?:step|transition|button)\s+(?<name>"[^"]+"|.+?)\s+(?:from|of|in|on)\s+(?<entity>.+)$/i,
      /^(?:den\s+|die\s+)?(?:schritt|schaltfläche)\s+(?<name>"[^"]+"|.+?)\s+(?:von|bei|aus)\s+(?<entity>.+)$/i,
    );
    if (!said) return undefined;
    const entity = entityNamed(clause, said.entity ?? '');
    const { states } = entity;
    const all = states?.transitions ?? [];
    const name = bare(said.name ?? '').toLowerCase();
    const called = ({ label, name: id }: (typeof all)[number]) => label ?? capital(words(id).join(' '));
    const gone = all.find((step) => called(step).toLowerCase() === name || step.name.toLowerCase() === name);
    if (!states || !gone)
      throw new Refusal(
        all.length === 0
          ? `${manyOf(entity)} have no steps.`
          : `${manyOf(entity)} have no step “${bare(said.name ?? '')}”: there are ${listed(all.map(called))}.`,
      );
    const transitions = all.filter((step) => step !== gone);
    if (transitions.length === 0)
      clause.note(`Without steps, the state of ${lowerLabel(manyOf(entity))} is chosen in the form.`);
    return withEntity(clause.app, { ...entity, states: { ...states, transitions } });
  },
};

export const STATE_RULES: Rule[] = [addStep, removeStep, addOption, removeOption, renameOption, setOptions];
