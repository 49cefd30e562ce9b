import type { EntitySpec, FieldSpec } from '@appfactory/resources/appBuild';
import type { Expansion } from '../../expansion/expand.ts';
import { lowerLabel, pluralOf, sentenceCase } from '../../words.ts';
import { askedSections, PAGE_TEXT } from './askedSections.ts';
import { contentEntity, hasContent, pageText } from './contentEntities.ts';
import { isStated, pricesOf, questionsOf, quotesOf, timesOf } from './facts.ts';
import type { AskedField } from './forms/askedFields.ts';
import { type AskedForm, askedForms, entityOfForm, withoutForms } from './forms/askedForms.ts';
import { languageOf } from './language.ts';
import { pageClauses, pageTest, subjectTest } from './pageClauses.ts';
import { answerable, layoutOf, SECTION_OF, sentTo } from './publicEntities.ts';
import { statedThings } from './statedThings.ts';

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

/** Things that an app keeps under a word, and a page does not: the questions of a survey, a menu of the week. */
const MISTAKEN = new Set(['Menu', 'Question', 'Photo', 'Parcel', 'MealPlan', 'KnowledgeArticle', 'Page', 'Section']);

/** A section's rows with what the prompt says that each has. */
function withFields(entity: EntitySpec, fields: AskedField[], kept: EntitySpec[], currency: string): EntitySpec {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const isKnown = ({ name, label }: AskedField) =>
    entity.fields.some((field) => same(field.name, name) || same(field.label ?? sentenceCase(field.name), label)) ||
    (/^(?:name|title|titel)$/i.test(name) && entity.fields.some((field) => /^(?:name|title)$/.test(field.name))) ||
    (/bio|description|beschreibung|few words|vorstellung/i.test(label) &&
      entity.fields.some(({ type }) => type === 'text'));
  const more = fields
    .filter((field) => !isKnown(field))
    .map(({ one, ...field }): FieldSpec => {
      const word = field.label.toLowerCase();
      const to = kept.find(
        (other) => other !== entity && [other.name, other.label ?? other.name].some((name) => same(name, one ?? word)),
      );
      if (to && field.type === 'string') return { ...field, type: 'reference', to: to.name };
      return /^(?:price|preis|cost|kosten|fee|gebühr)/i.test(word) && field.type === 'string'
        ? { ...field, type: 'money', currency }
        : field;
    });
  return more.length === 0 ? entity : { ...entity, fields: [...entity.fields, ...more] };
}

const FILLED_BY = new Map(Object.values(FILLED).flatMap((names) => names.map((name) => [name, names] as const)));

const SIGNS_IN =
  /(?<!\p{L})(?:log(?:s|ged)?[\s-]?in|sign(?:s|ed)?[\s-]in|accounts?|password|permissions?|roles?|only (?:the |an? )?\p{L}+ (?:can|may)|einloggen|sich anmelden|konto|passwort|rollen|rechte|nur (?:der|die|das) \p{L}+ (?:kann|darf))(?!\p{L})/iu;

/** Who reads a page or sends a form needs no account: such a page has its owner, and whoever the owner lets in. */
function withoutReaders(expansion: Expansion, prompt: string): Expansion {
  const { discovery, roles, kinds } = expansion;
  const isPinned = discovery?.roles.some(({ source }) => source.from === 'spec') !== false;
  if (roles.length === 0 || kinds.some((kind) => kind !== 'landing') || isPinned || SIGNS_IN.test(prompt))
    return expansion;
  return {
    ...expansion,
    roles: [],
    entities: expansion.entities.map(({ permissions, ...entity }) => entity),
    notBuilt: expansion.notBuilt.filter((note) => !/^What visitors without an account may do/.test(note)),
  };
}

/** The forms of the prompt that are meant for the page. */
function formsFor(expansion: Expansion, prompt: string): AskedForm[] {
  const forms = askedForms(prompt, languageOf(expansion));
  if (!expansion.kinds.includes('app')) return forms;
  const clauses = pageClauses(prompt);
  return forms.filter((form) => clauses.some(({ start, end }) => form.start < end && form.end > start));
}

/** A form to write to the business, beside those with a purpose of their own. */
const CONTACT = /(?<!\p{L})(?:contact form|contact page|kontaktformular)(?!\p{L})/iu;

/** "The applications in a list, with a state: new, invited, accepted": what is said of a form's rows elsewhere goes for them too. */
function withSaidStates(entity: EntitySpec, { discovery }: Expansion): EntitySpec {
  const said = discovery?.entities.find(({ name, states }) => name === entity.name && states?.source.from === 'prompt');
  const values = said?.fields.find(({ name }) => name === said.states?.field)?.values;
  if (!said?.states || !values) return entity;
  const { initial, transitions } = said.states;
  const fields = entity.fields.map((field) => (field.name === 'status' ? { ...field, values } : field));
  return { ...entity, fields, states: { field: 'status', ...(initial ? { initial } : {}), transitions } };
}

/** Takes what the prompt's forms make in place of what their words were taken for. */
function withForms(expansion: Expansion, asked: AskedForm[], stated: ReadonlySet<string>, told: string): Expansion {
  if (asked.length === 0) return expansion;
  const language = languageOf(expansion);
  const own = (contentEntity('Inquiry', language, 'USD')?.fields ?? []).filter(({ name }) =>
    /^(?:receivedOn|status)$/.test(name),
  );
  const alone = !expansion.kinds.includes('app');
  const made = asked.map(({ entity }) => entity);
  const isReplaced = ({ name }: EntitySpec) =>
    !stated.has(name) &&
    (made.includes(name) ||
      expansion.discovery?.forms.includes(name) ||
      (alone &&
        name !== 'Subscriber' &&
        !(name === 'Inquiry' && CONTACT.test(told)) &&
        sentTo({ discovery: undefined }).includes(name)));
  // What a form asks for is no value of the things that the page shows.
  const isOfForm = (entity: string, field: string) => {
    const source = expansion.discovery?.entities
      .find(({ name }) => name === entity)
      ?.fields.find(({ name }) => name === field)?.source;
    return source?.from === 'prompt' && asked.some(({ start, end }) => source.start >= start && source.end <= end);
  };
  const kept = expansion.entities
    .filter((entity) => !isReplaced(entity))
    .map((entity) =>
      stated.has(entity.name)
        ? entity
        : { ...entity, fields: entity.fields.filter(({ name, required }) => required || !isOfForm(entity.name, name)) },
    );
  const dropped = expansion.entities.filter(isReplaced).map(({ name }) => `${name} has `);
  const forms = asked
    .filter(({ entity }) => !stated.has(entity))
    .map((form) => withSaidStates(entityOfForm(form, kept, own), expansion));
  return {
    ...expansion,
    receives: made,
    entities: [...kept, ...forms],
    assumptions: [
      ...expansion.assumptions.filter((note) => !dropped.some((start) => note.startsWith(start))),
      ...(stated.size > 0
        ? []
        : forms.map((entity) => `${entity.name} has ${entity.fields.map(({ name }) => name).join(', ')}.`)),
    ],
  };
}

export function currencyOf(prompt: string, language: 'en' | 'de'): string {
  if (/£|\bgbp\b/i.test(prompt)) return 'GBP';
  if (/\bchf\b/i.test(prompt)) return 'CHF';
  return /€|\beuros?\b/i.test(prompt) || language === 'de' ? 'EUR' : 'USD';
}

/**
 * What a landing page keeps: what its sections show and what its forms receive. A thing that only says whose page it is
 * ("for our bike workshop") is none of it.
 */
export function shapeLanding(given: Expansion, prompt: string, stated: ReadonlySet<string>): Expansion {
  const asked = formsFor(given, prompt);
  const expansion = withForms(withoutReaders(given, prompt), asked, stated, withoutForms(prompt, asked));
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
  const told = withoutForms(prompt, asked);
  const things = statedThings(told);
  const sections = askedSections(told, language);
  const isThing = (word: string) => things.has(word.toLowerCase());
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
    // What a page tells under these words is told by rows of another kind.
    entities = entities.filter(({ name }) => stated.has(name) || !MISTAKEN.has(name));
    const isKept = ({ name }: EntitySpec) =>
      stated.has(name) ||
      sent.includes(name) ||
      // "Services (massage, yoga)" are services, and no massages.
      (layoutOf(name) !== undefined &&
        !isSubject(name) &&
        !isThing(labelOf(name)) &&
        !isThing(pluralOf(labelOf(name))));
    const labelOf = (name: string) => entities.find((each) => each.name === name)?.label ?? sentenceCase(name);
    const known = entities.filter(isKept);
    const left = entities.filter((entity) => !isKept(entity) && entity.name !== 'Item' && !isSubject(entity.name));
    if (left.length > 0) {
      const names = left.map((entity) => entity.plural ?? pluralOf(entity.label ?? sentenceCase(entity.name)));
      assumptions.push(
        `${names.join(', ')}: not kept; a landing page keeps what its sections show and its forms receive.`,
      );
    }
    const withoutThings = (entity: EntitySpec): EntitySpec =>
      stated.has(entity.name) || sent.includes(entity.name)
        ? entity
        : {
            ...entity,
            fields: entity.fields.filter(
              (field) => field.required || !isThing(field.label ?? sentenceCase(field.name)),
            ),
          };
    entities = known.map(withoutThings).map((entity) => {
      if (asked.some((form) => form.entity === entity.name)) return entity;
      const content = stated.has(entity.name) ? undefined : contentEntity(entity.name, language, currency);
      const isKnown = stated.has(entity.name) || !isForm(entity.name) || isNoun(entity.name);
      if (!content) return isKnown ? entity : received(entity);
      // What the section's own words say that each has is added below.
      const wished = sections.some((section) => section.entity === entity.name)
        ? new Set<string>()
        : promptFields(entity.name);
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
  const isMade = ({ name }: EntitySpec) => asked.some((form) => form.entity === name);
  const isForPage = (entity: EntitySpec) =>
    sent.includes(entity.name) ? isMade(entity) || page.receives(entity) : page.shows(entity, SECTION_OF[entity.name]);
  const has = (names: string[]) => entities.some((entity) => names.includes(entity.name) && isForPage(entity));
  for (const { title, source } of discovery?.pages ?? []) {
    const names = FILLED[title];
    const [first] = names ?? [];
    if (!names || first === undefined || has(names) || !hasContent(first) || !page.section(source)) continue;
    // Kept already, and not for everybody.
    if (entities.some(({ name }) => name === first)) continue;
    add(first, `kept so that the section “${lowerLabel(title)}” can be filled without a developer`);
  }
  const texts: string[] = [];
  for (const { title, entity: name, or, start, fields, called } of sections) {
    if (!page.section({ from: 'prompt', start, end: start + title.length, text: title })) continue;
    if (name === PAGE_TEXT) texts.push(title);
    else if (
      !entities.some(
        (entity) => [name, ...or, ...(FILLED_BY.get(name) ?? [])].includes(entity.name) && !isSubject(entity.name),
      )
    )
      add(name, `kept so that the section “${lowerLabel(title)}” can be filled without a developer`);
    const names = called ? { label: called, plural: pluralOf(called) } : {};
    entities = entities.map((entity) =>
      entity.name === name && !stated.has(name)
        ? { ...withFields(entity, fields, entities, currency), ...names }
        : entity,
    );
  }
  const said: [string, unknown[]][] = [
    ['OpeningTime', timesOf(told)],
    ['Price', pricesOf(told).slice(1)],
    ['Faq', questionsOf(told)],
    ['Testimonial', quotesOf(told)],
  ];
  for (const [name, found] of said)
    if (
      alone &&
      found.length > 0 &&
      !entities.some((entity) => [name, ...(FILLED_BY.get(name) ?? [])].includes(entity.name))
    )
      add(name, 'kept so that what the page says of them can be changed without a developer');
  if (texts.length > 0 && !entities.some(({ name }) => name === PAGE_TEXT)) {
    const entity = pageText(texts.slice(0, 12), language);
    entities = [...entities, entity];
    assumptions.push(
      `${entity.plural}: kept so that the sections “${texts.map(lowerLabel).join('”, “')}” can be written without a developer.`,
    );
  }
  const refuses = /\bno (?:contact )?forms?\b|\bkein\w* (?:kontakt)?formular/i.test(prompt);
  if (alone && !refuses && CONTACT.test(told) && !entities.some(({ name }) => name === 'Inquiry'))
    add('Inquiry', 'what the contact form receives');
  const writes = sent.filter((name) => name !== 'Subscriber');
  const onlyNewsletter = has(['Subscriber']) && !discovery?.pages.some(({ title }) => title === 'Contact');
  if (!has(writes) && !onlyNewsletter && !refuses) {
    add('Inquiry', 'a page that nobody can answer to leads nowhere, so that it has a contact form');
  }
  entities = entities.map((entity) => {
    if (!writes.includes(entity.name) || !page.receives(entity)) return entity;
    // A form that the prompt spells out asks for that, and nothing else.
    if (asked.some((form) => form.entity === entity.name)) return entity;
    const made = answerable(entity, language, stated.has(entity.name) || isForm(entity.name));
    const at = assumptions.indexOf(assume(entity));
    if (at >= 0) assumptions.splice(at, 1, assume(made));
    return made;
  });
  const namesOf = (some: EntitySpec[]) =>
    some.map((entity) => lowerLabel(entity.plural ?? pluralOf(entity.label ?? sentenceCase(entity.name)))).join(', ');
  const fit = entities.filter(
    (entity) => layoutOf(entity.name) !== undefined && !isSubject(entity.name) && !isMade(entity),
  );
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
    const said =
      /^“(.+)”: (?:nothing in the plan serves this|what this is about was not understood|a public form is not part of this version)\.$/.exec(
        note,
      )?.[1];
    if (said === undefined) return true;
    const at = prompt.indexOf(said.replace(/…$/, ''));
    const isServed =
      asked.some(({ start, end }) => at >= 0 && at < end && at + said.length > start) ||
      sections.some(({ start }) => at >= 0 && start >= at && start < at + said.length);
    const isAnswered = questionsOf(told).some(({ title, text = '' }) =>
      `${title} ${text}`.includes(said.replace(/^[QAF]:\s*/, '')),
    );
    return !isServed && !isAnswered && !isStated(said);
  });
  for (const { label, left } of asked)
    for (const one of left)
      notBuilt.push(`“${one}” of ${lowerLabel(label)}: visitors cannot send pictures or files in this version.`);
  return { ...expansion, entities, assumptions, notBuilt };
}
