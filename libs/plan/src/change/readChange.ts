import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { capabilityPlaces, refusedIn } from '../discovery/capabilities.ts';
import { read } from '../discovery/reading.ts';
import { hashOf } from '../hash.ts';
import type { Plan } from '../plan.ts';
import { PlanError } from '../planError.ts';
import { pascalCase } from '../words.ts';
import { type Clause, type NotUnderstood, Refusal, type Rule, type SpecChange, type StatedApp } from './change.ts';
import { clausePartings, plainClause, sentencesIn, tidy } from './clauses.ts';
import { compareApps } from './compare.ts';
import { fieldOf } from './names.ts';
import { FIELD_RULES } from './rules/fields.ts';
import { LOOK_RULES } from './rules/look.ts';
import { PEOPLE_RULES } from './rules/people.ts';
import { RELATION_RULES } from './rules/relations.ts';
import { STATE_RULES } from './rules/states.ts';
import { THING_RULES } from './rules/things.ts';
import { patchOf, same, statedAppOf } from './statedApp.ts';
import { isGerman, triesFor } from './suggestions.ts';

/** In the order in which they are tried: what says more exactly what it is about comes first. */
export const RULES: readonly Rule[] = [
  ...LOOK_RULES,
  ...PEOPLE_RULES,
  ...STATE_RULES,
  ...RELATION_RULES,
  ...FIELD_RULES,
  ...THING_RULES,
];

/** Longest text that is read, and most sentences of it. */
export const LONGEST_CHANGE = 2000;
const MOST_SENTENCES = 20;
const MOST_PARTINGS = 12;

export interface ChangeInput {
  /** Name of the AppBuild. */
  name: string;
  spec: AppBuildSpec;
  text: string;
  /** Path of the page that somebody is looking at, for example /invoices. */
  path?: string;
  /** What stands where they point, for example the label of an input. */
  element?: string;
}

/** What is being looked at. */
type Place = Pick<Clause, 'place' | 'pointed'>;

/**
 * Reads what somebody says about an app as a change of its spec, with no model: every sentence is understood whole or told
 * as not understood, and what is understood is told line by line. Pure: the same words about the same spec give the same.
 * @throws PlanError where the spec itself cannot be built
 */
export function readChange({ name, spec, text, path, element }: ChangeInput): SpecChange {
  const { app: before, plan } = statedAppOf(name, spec);
  const place = placeAt(plan, before, path, element);
  const notes: string[] = [];
  const notUnderstood: NotUnderstood[] = [];
  const tellRest = (rest: string, reason: string) => {
    if (rest.trim() !== '') notUnderstood.push({ text: rest.trim().slice(0, 200), reason });
  };
  const sentences = sentencesIn(tidy(text.slice(0, LONGEST_CHANGE)));
  let app = before;
  for (const sentence of sentences.slice(0, MOST_SENTENCES)) {
    const outcome = readSentence(sentence, app, place, MOST_PARTINGS);
    app = outcome.app;
    notes.push(...outcome.notes);
    notUnderstood.push(...outcome.notUnderstood);
  }
  tellRest(
    sentences.slice(MOST_SENTENCES).join('. '),
    `Only ${MOST_SENTENCES} sentences are read at a time: say the rest after that`,
  );
  tellRest(text.slice(LONGEST_CHANGE), `Only ${LONGEST_CHANGE} characters are read at a time: say the rest after that`);
  const lines = compareApps(before, app);
  const tries = notUnderstood.length > 0 ? triesFor(before, notUnderstood, isGerman(spec)) : [];
  const result = { lines, notes: [...new Set(notes)], notUnderstood, tries };
  if (same(before, app)) {
    if (notUnderstood.length === 0) {
      const reason = /[\p{L}\p{N}]/u.test(text)
        ? 'It changes nothing: the app is so already'
        : 'There are no words in it';
      notUnderstood.push({ text: text.trim().slice(0, 200), reason });
    }
    return { ...result, lines: [] };
  }
  const { patch, notBuilt, refused } = settled(name, spec, before, app);
  if (refused !== undefined) {
    const text = lines
      .map(({ what }) => what)
      .join(', ')
      .slice(0, 200);
    return { lines: [], notes: [], notUnderstood: [...notUnderstood, { text, reason: refused }], tries };
  }
  const known = new Set(plan.notBuilt);
  const told = [...result.notes, ...notBuilt.filter((one) => !known.has(one))];
  return { ...result, notes: told, patch, hash: hashOf({ patch, lines }) };
}

/** The entity whose page has this path, and the field of it that an element is called by. */
function placeAt(plan: Plan, app: StatedApp, path = '', element = ''): Place {
  const parts = new Set(path.split(/[/?#]/));
  const planned = plan.entities.find(({ slug }) => parts.has(slug));
  const entity = planned && app.entities.find(({ name }) => pascalCase(name) === planned.name);
  if (!entity) return {};
  const field = element.trim() === '' ? undefined : fieldOf(entity, element.slice(0, 80));
  return { place: entity.name, ...(field ? { pointed: { entity, field } } : {}) };
}

interface Settled {
  patch?: Record<string, unknown>;
  notBuilt: string[];
  /** Why it cannot be. */
  refused?: string;
}

/** The patch, when a spec with it comes to exactly what was understood; else why it does not. */
function settled(name: string, spec: AppBuildSpec, before: StatedApp, after: StatedApp): Settled {
  const patch = patchOf(spec, before, after);
  const merged = { ...spec, ...patch, look: { ...spec.look, ...((patch.look as object | undefined) ?? {}) } };
  const refuse = (refused: string): Settled => ({ notBuilt: [], refused });
  const parsed = appBuildSpecSchema.safeParse(merged);
  if (!parsed.success) return refuse(`The app cannot be stated so: ${parsed.error.issues[0]?.message ?? ''}`);
  try {
    const { app, plan } = statedAppOf(name, parsed.data);
    const other = compareApps(after, app);
    if (other.length > 0) {
      return refuse(
        `The words of the prompt say otherwise of ${other.map(({ what }) => what).join(', ')}: change the prompt`,
      );
    }
    return { patch, notBuilt: plan.notBuilt };
  } catch (error) {
    if (error instanceof PlanError) return refuse(`The app cannot be built so: ${error.message}`);
    throw error;
  }
}

interface Outcome {
  app: StatedApp;
  notes: string[];
  notUnderstood: NotUnderstood[];
  /** Whether anything of it was understood. */
  isUnderstood: boolean;
  /** Not understood, but some rule knows what is meant, and why it cannot be. */
  isMeant: boolean;
}

function readSentence(sentence: string, app: StatedApp, place: Place, depth: number): Outcome {
  const whole = attempt(sentence, app, place);
  if (whole.isUnderstood || depth === 0) return whole;
  const parts = clausePartings(sentence);
  let rest: Outcome | undefined;
  for (const [left, right] of parts) {
    const first = attempt(left, app, place);
    if (!first.isUnderstood) continue;
    rest = continued(first, carried(left, right), place, depth);
    return rest;
  }
  for (const [left, right] of parts) {
    const later = readSentence(right, app, place, depth - 1);
    if (later.isUnderstood)
      return { ...later, notUnderstood: [...attempt(left, app, place).notUnderstood, ...later.notUnderstood] };
  }
  // “Add a phone to clients and remind me”: each part has a reason of its own.
  for (const [left, right] of parts) {
    const first = attempt(left, app, place);
    if (!first.isMeant) continue;
    const later = readSentence(carried(left, right), app, place, depth - 1);
    return { ...whole, notUnderstood: [...first.notUnderstood, ...later.notUnderstood] };
  }
  return whole;
}

function continued(first: Outcome, right: string, place: Place, depth: number): Outcome {
  const next = readSentence(right, first.app, place, depth - 1);
  return {
    app: next.app,
    notes: [...first.notes, ...next.notes],
    notUnderstood: [...first.notUnderstood, ...next.notUnderstood],
    isUnderstood: true,
    isMeant: false,
  };
}

/** “Add a due date to invoices and a phone to clients”: the second clause has the verb of the first. */
function carried(left: string, right: string): string {
  const [, verb] = /^(add|remove|delete|drop|make|rename|keep|entferne|lösche)\s/i.exec(plainClause(left)) ?? [];
  return verb !== undefined && /^(?:an?|the|some|eine?[nmr]?|den|die|das)\s/i.test(right) ? `${verb} ${right}` : right;
}

/** One clause, whole. */
function attempt(text: string, app: StatedApp, place: Place): Outcome {
  const clause = plainClause(text);
  let refusal: string | undefined;
  for (const rule of RULES) {
    const notes: string[] = [];
    try {
      const next = rule.read({ text: clause, app, ...place, note: (note) => notes.push(note) });
      if (next && same(next, app)) refusal ??= 'It changes nothing: the app is so already';
      else if (next) return { app: next, notes, notUnderstood: [], isUnderstood: true, isMeant: false };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal ??= error.message;
    }
  }
  const said = text.trim().slice(0, 200);
  const notUnderstood = [{ text: said, reason: refusal ?? reasonFor(clause) }];
  return { app, notes: [], notUnderstood, isUnderstood: false, isMeant: refusal !== undefined };
}

/** Why nothing is done about a clause that no rule knows. */
function reasonFor(clause: string): string {
  const reading = read(clause);
  const refused = refusedIn(reading);
  if (refused) return `${capital(refused.what)} is not something that this platform builds`;
  const asked = capabilityPlaces(reading).map(({ capability }) => capability);
  const missing = asked.find(({ built }) => !built);
  if (missing) return `${capital(missing.what)} is not part of this version`;
  const [built] = asked;
  if (built) return `Every app has ${built.what} already; more of it cannot be said here`;
  return 'I do not know how to say this in the spec';
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
