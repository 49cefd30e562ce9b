import type { EntitySpec } from '@appfactory/resources/appBuild';
import type { Expansion } from '../../expansion/expand.ts';
import { lowerLabel, pluralOf, sentenceCase } from '../../words.ts';
import { contentEntity, hasContent } from './contentEntities.ts';
import { isStated, subjectOf } from './facts.ts';
import { layoutOf, SENT } from './publicEntities.ts';

/** Sections of a page that an owner fills, and the entities that do; the first is made where none is there. */
const FILLED: Record<string, string[]> = {
  Services: ['Service', 'Treatment', 'Course', 'Class', 'FitnessClass', 'Workshop'],
  Features: ['Feature'],
  Pricing: ['Price', 'Plan', 'PriceList'],
  Team: ['TeamMember', 'Teacher', 'Instructor', 'Coach', 'Stylist', 'Doctor', 'Therapist'],
  Testimonials: ['Testimonial', 'Review'],
  Questions: ['Faq', 'Question'],
  'Opening hours': ['OpeningTime'],
  Menu: ['Dish', 'Menu', 'Drink'],
  Newsletter: ['Subscriber'],
};

export const languageOf = ({ discovery }: Pick<Expansion, 'discovery'>): 'en' | 'de' =>
  discovery?.language === 'de' ? 'de' : 'en';

export function currencyOf(prompt: string, language: 'en' | 'de'): string {
  if (/£|\bgbp\b/i.test(prompt)) return 'GBP';
  if (/\bchf\b/i.test(prompt)) return 'CHF';
  return /€|\beuros?\b/i.test(prompt) || language === 'de' ? 'EUR' : 'USD';
}

/** Tells the things that only say whose page it is: the bikes of "for our bike workshop". */
export function subjectTest(expansion: Expansion, prompt: string): (entity: string) => boolean {
  const subject = subjectOf(prompt, languageOf(expansion));
  return (name) => {
    const source = expansion.discovery?.entities.find((entity) => entity.name === name)?.source;
    return (
      source?.from === 'prompt' && subject !== undefined && source.start >= subject.start && source.end <= subject.end
    );
  };
}

/**
 * What a landing page keeps: what its sections show and what its forms receive. A thing that only says whose page it is
 * ("for our bike workshop") is none of it.
 */
export function shapeLanding(expansion: Expansion, prompt: string, stated: ReadonlySet<string>): Expansion {
  const { discovery, kinds } = expansion;
  const language = languageOf(expansion);
  const alone = !kinds.includes('app');
  const assumptions = [...expansion.assumptions];
  const assume = (entity: EntitySpec) => `${entity.name} has ${entity.fields.map((field) => field.name).join(', ')}.`;
  const isSubject = subjectTest(expansion, prompt);
  const currency = currencyOf(prompt, language);
  const promptFields = (name: string) =>
    new Set(
      discovery?.entities
        .find((entity) => entity.name === name)
        ?.fields.filter(({ source }) => source.from === 'prompt')
        .map((field) => field.name),
    );
  let entities: EntitySpec[] = expansion.entities;
  if (alone) {
    const isKept = ({ name }: EntitySpec) =>
      stated.has(name) || SENT.includes(name) || (layoutOf(name) !== undefined && !isSubject(name));
    const known = entities.filter(isKept);
    const left = entities.filter((entity) => !isKept(entity) && entity.name !== 'Item' && !isSubject(entity.name));
    if (left.length > 0) {
      const names = left.map((entity) => entity.plural ?? pluralOf(entity.label ?? sentenceCase(entity.name)));
      assumptions.push(
        `${names.join(', ')}: not kept; a landing page keeps what its sections show and its forms receive.`,
      );
    }
    entities = known.map((entity) => {
      const content = stated.has(entity.name) ? undefined : contentEntity(entity.name, language, currency);
      if (!content) return entity;
      const wished = promptFields(entity.name);
      const more = entity.fields.filter(
        (field) => wished.has(field.name) && !content.fields.some((own) => own.name === field.name),
      );
      const { label, plural } = entity;
      const names = { ...(label ? { label } : {}), ...(plural ? { plural } : {}) };
      return { ...content, ...names, fields: [...content.fields, ...more] };
    });
    for (const before of expansion.entities) {
      const at = assumptions.indexOf(assume(before));
      const after = entities.find((entity) => entity.name === before.name);
      if (at >= 0) assumptions.splice(at, 1, ...(after ? [assume(after)] : []));
    }
  }
  const add = (name: string, why: string) => {
    const entity = contentEntity(name, language, currency);
    if (!entity) return;
    entities = [...entities, entity];
    const plural = entity.plural ?? pluralOf(sentenceCase(entity.name));
    assumptions.push(`${plural}: ${why}.`);
  };
  const has = (names: string[]) => names.some((name) => entities.some((entity) => entity.name === name));
  for (const { title } of discovery?.pages ?? []) {
    const names = FILLED[title];
    const [first] = names ?? [];
    if (!names || first === undefined || has(names) || !hasContent(first)) continue;
    add(first, `kept so that the section “${lowerLabel(title)}” can be filled without a developer`);
  }
  const writes = SENT.filter((name) => name !== 'Subscriber');
  const refuses = /\bno (?:contact )?forms?\b|\bkein\w* (?:kontakt)?formular/i.test(prompt);
  const onlyNewsletter = has(['Subscriber']) && !discovery?.pages.some(({ title }) => title === 'Contact');
  if (!has(writes) && !onlyNewsletter && !refuses) {
    add('Inquiry', 'a page that nobody can answer to leads nowhere, so that it has a contact form');
  }
  const shown = entities.filter(
    (entity) => layoutOf(entity.name) && (stated.has(entity.name) || !isSubject(entity.name)),
  );
  if (shown.length > 0) {
    const names = shown.map((entity) =>
      lowerLabel(entity.plural ?? pluralOf(entity.label ?? sentenceCase(entity.name))),
    );
    assumptions.push(`Whoever visits the page sees ${names.join(', ')}; contact data and notes of them stay inside.`);
  }
  // What the business says of itself is on its page, whatever else it was taken for.
  const notBuilt = expansion.notBuilt.filter((note) => {
    const said = /^“(.+)”: (?:nothing in the plan serves this|what this is about was not understood)\.$/.exec(
      note,
    )?.[1];
    return said === undefined || !isStated(said);
  });
  return { ...expansion, entities, assumptions, notBuilt };
}
