import { type EntitySpec, entitySchema, RESERVED_ENTITIES } from '@appfactory/resources/appBuild';
import { discover } from '../../discovery/discover.ts';
import { latinOf } from '../../discovery/values/names.ts';
import { clean, entityOf } from '../../expansion/expand.ts';
import { singularPhrase } from '../../lexicon/parseNouns.ts';
import { lowerLabel, pascalCase, pluralOf, sentenceCase } from '../../words.ts';
import { type Clause, Refusal, type Rule, type StatedApp, withEntity } from '../change.ts';
import { bare, entityNamed, findEntity, findRole, labelOf, manyOf, nounOf } from '../names.ts';
import { newFields } from '../newField.ts';
import { HIDDEN } from './fields.ts';
import { ADD, match, REMOVE, verbLast } from './said.ts';

const MOST = 40;
const EXPLICIT =
  /^(?:an?\s+|the\s+|eine?\s+)?(?:new\s+|neue\s+)?(?:(?:list|table|collection|section|liste|tabelle)\s+(?:of|for|with|called|von|für|namens)|(?:entity|entität|kind of thing)(?:\s+(?:called|named|for|namens))?)\s+(.+)$/i;

/** What is to be kept from now on, and what rows of it have. */
function wanted({ text }: Clause): { what: string; isExplicit: boolean } | undefined {
  const kept = match(
    text,
    /^(?:also\s+)?(?:keep|track|manage|keep track of|store|record)\s+(?:also\s+)?(?<what>.+)$/i,
    /^(?:verwalte|erfasse|speichere)\s+(?:auch\s+)?(?<what>.+)$/i,
    /^(?<what>.+?)\s+(?:verwalten|erfassen|speichern)$/i,
  );
  const what = kept?.what?.replace(/^track of\s+/i, '') ?? ADD(text);
  if (what === undefined) return undefined;
  const explicit = EXPLICIT.exec(what);
  return { what: explicit?.[1] ?? what, isExplicit: explicit !== null || kept !== undefined };
}

const addEntity: Rule = {
  example: 'keep suppliers with a name, a phone and an email',
  read(clause) {
    const said = wanted(clause);
    if (!said) return undefined;
    const [, thing = '', withWhat] = /^(.+?)(?:\s+(?:with|having|mit)\s+(.+)|:\s*(.+))?$/i.exec(said.what) ?? [];
    const phrase = bare(thing);
    if (/^(?:role|rolle|option|choice|state|step|field|feld)\b/i.test(phrase)) return undefined;
    const noun = nounOf(phrase);
    // "Add dark mode" names nothing that an app keeps; "keep a list of gizmos" does.
    if (!said.isExplicit && noun === undefined) return undefined;
    if (phrase.split(/\s+/).length > 3 || !/^\p{L}[\p{L}\p{N} -]*$/u.test(phrase)) {
      throw new Refusal(`“${phrase}” is no name of something to keep.`);
    }
    const there = findEntity(clause, phrase);
    if (there) throw new Refusal(`${manyOf(there)} are kept already.`);
    if (clause.app.entities.length >= MOST) throw new Refusal(`An app keeps at most ${MOST} kinds of things.`);
    const entity = found(clause, phrase) ?? plainEntity(phrase);
    if (RESERVED_ENTITIES.includes(entity.name.toLowerCase())) {
      throw new Refusal(`“${labelOf(entity)}” is something that every app has for itself: choose another name.`);
    }
    const what = withWhat ?? said.what.split(/:\s*/)[1];
    const app = { ...clause.app, entities: [...clause.app.entities, entity] };
    if (what === undefined) return app;
    const known = new Map(entity.fields.map((field) => [field.name, field]));
    const stated = newFields({ ...clause, app }, what).map((field) => {
      const same = known.get(field.name);
      return same?.type === field.type && same.required ? { ...field, required: true } : field;
    });
    const names = new Set(stated.map(({ name }) => name));
    // Who says what rows have gets that, and what they are called by.
    const own = entity.fields.filter(({ name, required, type }) => !names.has(name) && required && type === 'string');
    return withEntity(
      app,
      entitySchema.parse({
        name: entity.name,
        label: entity.label,
        plural: entity.plural,
        fields: [...own.slice(0, 1), ...stated],
      }),
    );
  },
};

/** The thing as the spec engine knows it, with links to what the app keeps. */
function found({ app }: Clause, phrase: string): EntitySpec | undefined {
  const { entities, permissions } = discover(`Keep ${clean(phrase)}.`, { entities: app.entities, kinds: ['app'] });
  const known = new Set(app.entities.map(({ name }) => name));
  const entity = entities.find(({ name, source }) => !known.has(name) && source.from === 'prompt');
  if (!entity) return undefined;
  const spec = entityOf(entity, app.roles.length > 0 ? undefined : permissions.slice(0, 0), new Set());
  return { ...spec, fields: spec.fields.filter(({ to }) => to === undefined || known.has(to) || to === spec.name) };
}

function plainEntity(phrase: string): EntitySpec {
  const singular = singularPhrase(phrase.toLowerCase());
  const name = pascalCase(latinOf(singular)).slice(0, 40);
  const label = singular.charAt(0).toUpperCase() + singular.slice(1);
  const parsed = entitySchema.safeParse({
    name,
    ...(label === sentenceCase(name) ? {} : { label }),
    fields: [{ name: 'name', type: 'string', required: true }],
  });
  if (parsed.success) return parsed.data;
  throw new Refusal(`“${phrase}” is no name of something to keep.`);
}

/** The app without an entity, and without the links to it. */
export function withoutEntity(app: StatedApp, gone: string): StatedApp {
  const entities = app.entities
    .filter(({ name }) => name !== gone)
    .map((entity) => {
      const fields = entity.fields.filter(({ to }) => to !== gone);
      return {
        ...entity,
        fields:
          fields.length > 0
            ? fields
            : entity.fields.slice(0, 1).map(({ to: _, ...field }) => ({ ...field, type: 'string' as const })),
      };
    });
  return { ...app, entities };
}

const removeEntity: Rule = {
  example: 'remove projects',
  read(clause) {
    const what = REMOVE(clause.text);
    const entity = what === undefined ? undefined : findEntity(clause, what);
    if (!entity || (what !== undefined && findRole(clause.app, what))) return undefined;
    if (clause.app.entities.length === 1) throw new Refusal(`${manyOf(entity)} are all that the app keeps.`);
    clause.note(HIDDEN);
    return withoutEntity(clause.app, entity.name);
  },
};

const renameEntity: Rule = {
  example: 'rename clients to customers',
  read(clause) {
    const said = match(
      clause.text,
      /^rename\s+(?<what>.+?)\s+(?:to|as|into)\s+(?<to>.+)$/i,
      /^call\s+(?<what>.+?)\s+(?<to>\S+)(?:\s+instead)?$/i,
      /^(?<what>.+?)\s+should\s+be\s+called\s+(?<to>.+)$/i,
      verbLast('benenne', 'um', /(?<what>.+?)\s+(?:in|zu|als)\s+(?<to>.+)/),
      /^nenne\s+(?<what>.+?)\s+(?<to>\S+)$/i,
      /^(?<what>.+?)\s+sollen\s+(?<to>.+?)\s+heißen$/i,
    );
    const entity = said && findEntity(clause, said.what ?? '');
    if (!said || !entity) return undefined;
    const to = bare(said.to ?? '');
    const other = findEntity(clause, to);
    if (other && other.name !== entity.name)
      throw new Refusal(`${manyOf(other)} are kept already: two lists of one name cannot be told apart.`);
    if (to === '' || to.length > 60) throw new Refusal('A name that people read has 1 to 60 characters.');
    const isQuoted = /^"/.test((said.to ?? '').trim());
    const singular = isQuoted
      ? to
      : singularPhrase(to.toLowerCase()) === to.toLowerCase()
        ? to
        : singularPhrase(to.toLowerCase());
    const label = singular.charAt(0).toUpperCase() + singular.slice(1);
    // In a German app, whose plurals are none of English, a word stays as it is said.
    const isEnglish = pluralOf(labelOf(entity)) === manyOf(entity);
    const plural = singular === to && isEnglish ? pluralOf(label) : to.charAt(0).toUpperCase() + to.slice(1);
    clause.note('People read the new name; the rows stay.');
    return withEntity(clause.app, { ...entity, label, plural });
  },
};

const describe: Rule = {
  example: 'describe invoices as “What clients owe us”',
  read(clause) {
    const said = match(
      clause.text,
      /^describe\s+(?<what>.+?)\s+as\s+(?<to>.+)$/i,
      /^beschreibe\s+(?<what>.+?)\s+als\s+(?<to>.+)$/i,
    );
    if (!said) return undefined;
    const entity = entityNamed(clause, said.what ?? '');
    const description = bare(said.to ?? '').slice(0, 300);
    if (description === '') throw new Refusal(`Say how ${lowerLabel(manyOf(entity))} are described.`);
    return withEntity(clause.app, { ...entity, description });
  },
};

export const THING_RULES: Rule[] = [addEntity, renameEntity, removeEntity, describe];
