import type { EntitySpec } from '@appfactory/resources/appBuild';
import type { Expansion } from '../../expansion/expand.ts';
import { lowerLabel, pluralOf, sentenceCase } from '../../words.ts';
import { contentEntity, hasContent } from './contentEntities.ts';
import { isStated } from './facts.ts';
import { languageOf } from './language.ts';
import { pageTest, subjectTest } from './pageClauses.ts';
import { answerable, layoutOf, SECTION_OF, sentTo } from './publicEntities.ts';

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

export function currencyOf(prompt: string, language: 'en' | 'de'): string {
  if (/£|\bgbp\b/i.test(prompt)) return 'GBP';
  if (/\bchf\b/i.test(prompt)) return 'CHF';
  return /€|\beuros?\b/i.test(prompt) || language === 'de' ? 'EUR' : 'USD';
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
  const sent = sentTo(expansion);
  const isForm = (name: string) => discovery?.forms.includes(name) === true;
  const isNoun = (name: string) => discovery?.entities.find((entity) => entity.name === name)?.noun !== undefined;
  // A form that nobody knows makes rows that are worked on as every inquiry is.
  const received = (entity: EntitySpec): EntitySpec => {
    const own = contentEntity('Inquiry', language, currency)?.fields ?? [];
    const missing = own.filter(
      ({ name }) => /^(receivedOn|status)$/.test(name) && !entity.fields.some((field) => field.name === name),
    );
    return { ...entity, fields: [...entity.fields, ...missing] };
  };
  if (alone) {
    const isKept = ({ name }: EntitySpec) =>
      stated.has(name) || sent.includes(name) || (layoutOf(name) !== undefined && !isSubject(name));
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
      const isKnown = stated.has(entity.name) || !isForm(entity.name) || isNoun(entity.name);
      if (!content) return isKnown ? entity : received(entity);
      const wished = promptFields(entity.name);
      const more = entity.fields.filter(
        (field) => wished.has(field.name) && !content.fields.some((own) => own.name === field.name),
      );
      const { label, plural } = entity;
      const names = { ...(label ? { label } : {}), ...(plural ? { plural } : {}) };
      // A form that says what it asks for asks for nothing else.
      if (discovery?.forms.includes(entity.name) && wished.size > 1) {
        const own = content.fields.filter(({ name, type }) => type === 'date' || name === 'status');
        const said = entity.fields.filter(({ name }) => wished.has(name) && !own.some((field) => field.name === name));
        return { ...content, ...names, fields: [...said, ...own] };
      }
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
  const page = pageTest(expansion, prompt);
  const isForPage = (entity: EntitySpec) =>
    sent.includes(entity.name) ? page.receives(entity) : page.shows(entity, SECTION_OF[entity.name]);
  const has = (names: string[]) => entities.some((entity) => names.includes(entity.name) && isForPage(entity));
  for (const { title, source } of discovery?.pages ?? []) {
    const names = FILLED[title];
    const [first] = names ?? [];
    if (!names || first === undefined || has(names) || !hasContent(first) || !page.section(source)) continue;
    // Kept already, and not for everybody.
    if (entities.some(({ name }) => name === first)) continue;
    add(first, `kept so that the section “${lowerLabel(title)}” can be filled without a developer`);
  }
  const writes = sent.filter((name) => name !== 'Subscriber');
  const refuses = /\bno (?:contact )?forms?\b|\bkein\w* (?:kontakt)?formular/i.test(prompt);
  const onlyNewsletter = has(['Subscriber']) && !discovery?.pages.some(({ title }) => title === 'Contact');
  if (!has(writes) && !onlyNewsletter && !refuses) {
    add('Inquiry', 'a page that nobody can answer to leads nowhere, so that it has a contact form');
  }
  entities = entities.map((entity) => {
    if (!writes.includes(entity.name) || !page.receives(entity)) return entity;
    const made = answerable(entity, language, stated.has(entity.name) || isForm(entity.name));
    const at = assumptions.indexOf(assume(entity));
    if (at >= 0) assumptions.splice(at, 1, assume(made));
    return made;
  });
  const namesOf = (some: EntitySpec[]) =>
    some.map((entity) => lowerLabel(entity.plural ?? pluralOf(entity.label ?? sentenceCase(entity.name)))).join(', ');
  const fit = entities.filter((entity) => layoutOf(entity.name) !== undefined && !isSubject(entity.name));
  const shown = fit.filter(isForPage);
  const inside = fit.filter((entity) => !shown.includes(entity));
  if (shown.length > 0) {
    assumptions.push(`Whoever visits the page sees ${namesOf(shown)}; contact data and notes of them stay inside.`);
  }
  if (inside.length > 0) {
    assumptions.push(
      `Not on the page: ${namesOf(inside)}. To show rows to everybody, name them where the prompt tells of the page, and let visitors read them where there are permissions.`,
    );
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
