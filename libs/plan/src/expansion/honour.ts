import { ACTIONS, type EntitySpec, type FieldSpec } from '@appfactory/resources/appBuild';
import { BUILT_KINDS, BUILT_PARTS, BUILT_VIEWS, type BuiltFieldType, isBuiltType, STAND_IN } from '../built.ts';
import { lowerLabel, sentenceCase } from '../words.ts';
import { type Expansion, fieldKey } from './expand.ts';

/** A field of a type that the writers build. */
export type BuiltField = Omit<FieldSpec, 'type'> & { type: BuiltFieldType };
export type BuiltEntity = Omit<EntitySpec, 'fields'> & { fields: BuiltField[] };

export interface Honoured {
  entities: BuiltEntity[];
  assumptions: string[];
  notBuilt: string[];
}

const KIND_WORDS = {
  landing: 'a public landing page',
  dashboard: 'a dashboard with charts and import',
  shop: 'a public shop with cart and checkout',
  blog: 'a public blog',
  app: 'an app',
};

/**
 * What the writers make of an expansion. States, permissions and views stay in the plan for writers that know them; what
 * is asked for and not built today is said in notBuilt, what was only assumed in assumptions.
 */
export function honour(expansion: Expansion): Honoured {
  const { asked, entities, kinds, roles } = expansion;
  const assumptions: string[] = [];
  const notBuilt: string[] = [];
  const say = (isAsked: boolean, text: string) => (isAsked ? notBuilt : assumptions).push(text);
  const kind = kinds.find((one) => !BUILT_KINDS[one]);
  if (kind) {
    const kept = entities.map((entity) => lowerLabel(entity.plural ?? entity.label ?? entity.name)).join(', ');
    say(
      asked.kinds,
      `${sentenceStart(KIND_WORDS[kind])} is not part of this version. Built instead: the app behind it, which keeps ${kept}.`,
    );
  }
  if (roles.length > 0 && !BUILT_PARTS.roles) {
    const names = roles.map((role) => role.label ?? sentenceCase(role.name)).join(', ');
    say(
      asked.roles,
      `Roles (${names}): rights of their own are not part of this version; whoever is let in may do everything.`,
    );
  } else if (!BUILT_PARTS.permissions) {
    const ruled = entities.filter((entity) => entity.permissions?.length);
    if (ruled.length > 0)
      say(
        true,
        `Who may do what with ${namesOf(ruled)} is not part of this version; whoever is let in may do everything.`,
      );
  }
  const open = entities.filter((entity) =>
    entity.permissions?.some(({ role, actions }) => role === 'visitor' && actions.length > 0),
  );
  if (open.length > 0 && !BUILT_PARTS.visitors) {
    say(
      asked.roles || expansion.discovery === undefined,
      `What visitors without an account may do with ${namesOf(open)} is not part of this version: they sign in first.`,
    );
  }
  const limited = entities.filter((entity) => {
    const own = entity.permissions?.filter(({ role }) => role === 'owner') ?? [];
    return own.length > 0 && !own.some(({ actions, scope }) => actions.length === ACTIONS.length && scope === 'all');
  });
  if (limited.length > 0 && !BUILT_PARTS.ownerLimits)
    say(
      expansion.discovery === undefined,
      `Limits of the owner for ${namesOf(limited)} are not part of this version: the owner may do everything.`,
    );
  const stepped = entities.filter((entity) => entity.states?.transitions.length);
  if (!BUILT_PARTS.transitions) {
    const wanted = stepped.filter((entity) => asked.states.has(entity.name));
    if (wanted.length > 0)
      say(
        true,
        `Steps from state to state of ${namesOf(wanted)} are not part of this version: the state is chosen freely.`,
      );
  }
  const shown = entities.filter((entity) => entity.views?.some((view) => !BUILT_VIEWS[view]));
  if (shown.length > 0) {
    const wanted =
      expansion.discovery === undefined ||
      shown.some((entity) =>
        expansion.discovery?.entities.some((one) => one.name === entity.name && one.source.from === 'spec'),
      );
    const views = [...new Set(shown.flatMap((entity) => entity.views ?? []))].filter((view) => !BUILT_VIEWS[view]);
    say(wanted, `Shown as tables only: ${namesOf(shown)} (${views.join(', ')} is not part of this version).`);
  }
  const stoodIn: string[] = [];
  const pictured: string[] = [];
  const built = entities.map((entity): BuiltEntity => {
    const fields = entity.fields.flatMap((field): BuiltField[] => {
      const name = `${lowerLabel(field.label ?? sentenceCase(field.name))} of ${lowerLabel(entity.label ?? sentenceCase(entity.name))}`;
      // What is sold has any number of pictures, in the order that customers see them.
      if (field.type === 'image' && entity.name === expansion.sold) {
        pictured.push(name);
        return [];
      }
      if (isBuiltType(field.type)) return [{ ...field, type: field.type }];
      const standIn = STAND_IN[field.type];
      if (standIn) {
        stoodIn.push(name);
        return [{ ...field, type: standIn }];
      }
      say(
        asked.fields.has(fieldKey(entity.name, field.name)),
        `${sentenceStart(name)} (${field.type}) is not part of this version.`,
      );
      return [];
    });
    const views = entity.views ?? ['table'];
    const hasPicture = BUILT_VIEWS.gallery && entity.fields.some(({ type }) => type === 'image');
    return {
      ...entity,
      ...(hasPicture && !views.includes('gallery') ? { views: [...views, 'gallery' as const] } : {}),
      fields: fields.length > 0 ? fields : [{ name: 'name', type: 'string', required: true, unique: false }],
    };
  });
  if (stoodIn.length > 0) assumptions.push(`Kept as plain text or number: ${stoodIn.join(', ')}.`);
  if (pictured.length > 0)
    assumptions.push(`Added to the files on the page of a row, and shown in its gallery: ${pictured.join(', ')}.`);
  return { entities: built, assumptions, notBuilt };
}

const sentenceStart = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const namesOf = (entities: EntitySpec[]) =>
  entities.map((entity) => lowerLabel(entity.label ?? sentenceCase(entity.name))).join(', ');
