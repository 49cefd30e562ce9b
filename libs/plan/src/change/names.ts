import type { EntitySpec, FieldSpec, RoleSpec } from '@appfactory/resources/appBuild';
import {
  FIELD_BY_ENGLISH,
  FIELD_BY_GERMAN,
  NOUN_BY_ENGLISH,
  NOUN_BY_GERMAN,
  NOUN_BY_NAME,
} from '../lexicon/lexicon.ts';
import { singularPhrase } from '../lexicon/parseNouns.ts';
import { camelCase, lowerLabel, pluralOf, sentenceCase, singularOf, words } from '../words.ts';
import { type Clause, Refusal, type StatedApp } from './change.ts';

const ARTICLE =
  /^(?:the|an?|some|every|each|all|our|my|their|its|new|another|one|ein(?:e[nmrs]?)?|der|die|das|den|dem|des|jede[rmns]?|alle[nr]?|unsere?[nmrs]?|meine?[nmrs]?|neue[nmrs]?|zusätzliche[nmrs]?|weitere[nmrs]?)\s+/i;

/** Without quotes, articles and blanks around it. */
export function bare(text: string): string {
  let rest = text.trim();
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(ARTICLE, '').trim();
  }
  return rest.replace(/^"(.*)"$/, '$1').trim();
}

export const labelOf = ({ label, name }: { label?: string; name: string }) => label ?? sentenceCase(name);
export const manyOf = (entity: EntitySpec) => entity.plural ?? pluralOf(labelOf(entity));
/** What a list of things is called inside a sentence. */
export const listed = (names: string[]) => names.map((name) => `“${name}”`).join(', ');

/** Name of the noun of the lexicon that a phrase is, in English or German, one or many. */
export function nounOf(phrase: string): string | undefined {
  const lower = phrase.toLowerCase();
  const noun = NOUN_BY_ENGLISH.get(lower) ?? NOUN_BY_ENGLISH.get(singularPhrase(lower)) ?? NOUN_BY_GERMAN.get(lower);
  return noun?.name;
}

const folded = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, ' ');

function isCalled(entity: EntitySpec, phrase: string): boolean {
  const said = folded(phrase);
  const label = labelOf(entity);
  const own = [
    entity.name,
    words(entity.name).join(' '),
    pluralOf(entity.name),
    label,
    manyOf(entity),
    pluralOf(label),
  ];
  if (own.some((form) => folded(form) === said || folded(form) === singularPhrase(said))) return true;
  const noun = nounOf(phrase);
  if (noun === undefined) return false;
  const entityNoun = NOUN_BY_NAME.get(entity.name)?.name ?? nounOf(label);
  return noun === entityNoun;
}

/** The entity that a phrase names; undefined where it names none. “this” is the one that is being looked at. */
export function findEntity({ app, place }: Pick<Clause, 'app' | 'place'>, phrase: string): EntitySpec | undefined {
  const said = bare(phrase).replace(
    /\s+(?:table|list|entity|records?|entries|page|form|tabelle|liste|seite|formular)$/i,
    '',
  );
  if (/^(?:this|these|it|them|here|diese[rsmn]?|hier|this (?:page|list|form))$/i.test(said)) {
    return app.entities.find(({ name }) => name === place);
  }
  const whole = bare(phrase);
  for (const form of new Set([whole, said])) {
    const exact = app.entities.find(({ name, label }) =>
      [name, labelOf({ name, label })].some((one) => folded(one) === folded(form)),
    );
    const found = exact ?? app.entities.find((entity) => isCalled(entity, form));
    if (found) return found;
  }
  return undefined;
}

/** @throws Refusal that names what there is */
export function entityNamed(clause: Clause, phrase: string): EntitySpec {
  const found = findEntity(clause, phrase);
  if (found) return found;
  const all = clause.app.entities.map(manyOf);
  throw new Refusal(
    all.length === 0
      ? `There is no “${bare(phrase)}” in this app.`
      : `There is no “${bare(phrase)}” in this app. It keeps ${listed(all)}.`,
  );
}

export interface FoundField {
  entity: EntitySpec;
  field: FieldSpec;
}

/** The field of an entity that a phrase names. */
export function fieldOf({ fields }: EntitySpec, phrase: string): FieldSpec | undefined {
  const said = folded(bare(phrase).replace(/\s+(?:field|column|value|input|feld|spalte|wert)$/i, ''));
  const own = fields.find(
    (field) =>
      [field.name, words(field.name).join(' '), labelOf(field)].some((form) => folded(form) === said) ||
      folded(labelOf(field)) === singularOf(said),
  );
  if (own) return own;
  // A “due date” is called “due on”, too.
  const stem = (name: string) => name.replace(/(?:On|At|Date)$/, '');
  const dated = fields.find(({ name, type }) => /^date/.test(type) && stem(name) === stem(camelCase(said)));
  if (dated) return dated;
  const word = FIELD_BY_ENGLISH.get(said) ?? FIELD_BY_GERMAN.get(said);
  return word && fields.find(({ name }) => name === word.name);
}

const BETWEEN = /\s(?:of|on|in|for|from|at|von|vom|bei|beim|der|des|in|an|aus)\s/gi;

/** Every way to part a text at one of these words. */
export function partings(text: string, between: RegExp): [string, string][] {
  return [...text.matchAll(between)]
    .filter(({ index }) => isOutside(text, index))
    .map((match) => [text.slice(0, match.index), text.slice(match.index + match[0].length)]);
}

/** Whether a place is outside of quotes and parentheses. */
export function isOutside(text: string, index: number): boolean {
  const before = text.slice(0, index);
  const quotes = before.match(/"/g)?.length ?? 0;
  return quotes % 2 === 0 && (before.match(/\(/g)?.length ?? 0) === (before.match(/\)/g)?.length ?? 0);
}

/** The field that a phrase names: “the due date of invoices”, “invoice’s due date”, “Invoice.dueDate”, “invoice due date”. */
export function findField(clause: Clause, phrase: string): FoundField | undefined {
  const text = bare(phrase);
  const pairs: [string, string][] = [
    ...partings(text, BETWEEN),
    ...[...text.matchAll(/(?:'s?\s+|\.)/g)].map((match): [string, string] => [
      text.slice(match.index + match[0].length),
      text.slice(0, match.index),
    ]),
    ...[...text.matchAll(/\s+/g)].map((match): [string, string] => [
      text.slice(match.index + match[0].length),
      text.slice(0, match.index),
    ]),
  ];
  for (const [what, of] of pairs) {
    const entity = findEntity(clause, of);
    const field = entity && fieldOf(entity, what);
    if (field) return { entity, field };
  }
  return undefined;
}

const POINTED_AT = /^(?:this|that|the)(?:\s+(?:field|column|value|input))?$|^diese[srn]?(?:\s+(?:feld|spalte|wert))?$/i;

/** @throws Refusal where there is none, or several entities have one of this name */
export function fieldNamed(clause: Clause, phrase: string): FoundField {
  if (clause.pointed && POINTED_AT.test(phrase.trim())) return clause.pointed;
  const found = findField(clause, phrase);
  if (found) return found;
  const holders = clause.app.entities.flatMap((entity) => {
    const field = fieldOf(entity, phrase);
    return field ? [{ entity, field }] : [];
  });
  const here = holders.find(({ entity }) => entity.name === clause.place);
  const [only] = holders;
  if (here) return here;
  if (only && holders.length === 1) return only;
  if (only) {
    const [one, other] = holders.map(({ entity }) => lowerLabel(manyOf(entity)));
    throw new Refusal(
      `${listed(holders.map(({ entity }) => manyOf(entity)))} each have “${bare(phrase)}”: say which, for example “${lowerLabel(labelOf(only.field))} of ${one ?? other ?? ''}”.`,
    );
  }
  for (const [, of] of partings(bare(phrase), BETWEEN)) {
    const entity = findEntity(clause, of);
    if (entity)
      throw new Refusal(`${manyOf(entity)} have no such field: they have ${listed(entity.fields.map(labelOf))}.`);
  }
  throw new Refusal(`There is no field “${bare(phrase)}” in this app.`);
}

const EVERYBODY =
  /^(?:everyone|everybody|anyone|anybody|all|users?|people|everyone else|others|alle|jeder|nutzer|benutzer)$/i;
const VISITORS = /^(?:visitors?|the public|guests?|anonymous users?|besucher|gäste|gast)$/i;

export function findRole({ roles }: StatedApp, phrase: string): RoleSpec | undefined {
  const said = folded(bare(phrase).replace(/\s+(?:role|rolle)$/i, ''));
  return roles.find((role) =>
    [role.name, labelOf(role), pluralOf(labelOf(role))].some(
      (form) => folded(form) === said || folded(form) === singularPhrase(said),
    ),
  );
}

/** Names of the roles that a phrase means: a list of roles, or everybody who is let in. @throws Refusal */
export function rolesNamed(app: StatedApp, phrase: string): string[] {
  const parts = listOf(phrase);
  return parts.flatMap((part) => {
    const said = bare(part);
    if (EVERYBODY.test(said)) return ['member', ...app.roles.map(({ name }) => name)];
    if (/^(?:members?|mitglied(?:er)?)$/i.test(said) && !findRole(app, said)) return ['member'];
    const role = findRole(app, said);
    if (role) return [role.name];
    if (/^(?:owners?|admins?|administrators?|inhaber|besitzer)$/i.test(said)) {
      throw new Refusal('An owner of the app may always do everything: that cannot be changed.');
    }
    if (VISITORS.test(said)) {
      throw new Refusal('What visitors without an account may do is not part of this version: people sign in first.');
    }
    const known = app.roles.map(labelOf);
    throw new Refusal(
      known.length === 0
        ? `This app has no role “${said}”, and no other: say “add a role ${said.toLowerCase()}” first.`
        : `This app has no role “${said}”. It has ${listed(known)}: say one of them, or “add a role ${said.toLowerCase()}” first.`,
    );
  });
}

/** The items of “a, b and c”, whatever is in quotes or parentheses left whole. */
export function listOf(text: string): string[] {
  const items: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/\s*,\s*(?:(?:and|or|und|oder)\s+)?|\s+(?:and|or|und|oder|&|sowie)\s+/gi)) {
    if (!isOutside(text, match.index)) continue;
    items.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  items.push(text.slice(from));
  return items.map((item) => item.trim()).filter(Boolean);
}
