import type { Expansion } from '../../expansion/expand.ts';
import { shortLabel } from '../../messages.ts';
import type { Plan, PlannedEntity } from '../../plan.ts';
import { kebabCase, lowerLabel } from '../../words.ts';
import { COPY, type Language, listed } from './copy.ts';
import {
  capital,
  contactOf,
  listAfter,
  ownSentences,
  pricesOf,
  questionsOf,
  type Subject,
  sentencesOf,
  subjectOf,
  taglineOf,
  timesOf,
} from './facts.ts';
import type { LandingForm, LandingSection, PlannedLanding, SectionLayout, SiteLook } from './landing.ts';
import { languageOf } from './language.ts';
import { pageTest } from './pageClauses.ts';
import { askedFields, layoutOf, rowsOf, SECTION_OF, sentTo } from './publicEntities.ts';

/** Sections in the order that a reader asks: what is it, who does it, what does it cost, may I trust it, how do I get it. */
const ORDER: SectionLayout[] = ['text', 'cards', 'people', 'prices', 'quotes', 'hours', 'questions', 'form'];

const TONES: [RegExp, SiteLook['tone']][] = [
  [/warm|cosy|cozy|rustic|friendly|calm|gemütlich|rustikal|freundlich/, 'warm'],
  [/elegant|luxur|vintage|classic|edel|klassisch|serious|seriös/, 'elegant'],
  [/playful|fun|colou?rful|verspielt/, 'playful'],
  [/bold|sleek|modern/, 'bold'],
];

export function lookOf(expansion: Expansion): SiteLook {
  const { discovery, accent } = expansion;
  const tones = (discovery?.look.tone ?? []).map(({ value }) => value);
  const tone = TONES.find(([pattern]) => tones.some((value) => pattern.test(value)))?.[1] ?? 'plain';
  const background = discovery?.look.colours.find((colour) => colour.of === 'background')?.value;
  return { tone, ...(accent ? { accent: accent.toLowerCase() } : {}), ...(background ? { background } : {}) };
}

/** The name of a business that the prompt gives without saying that it is one: "my yoga studio Sunrise Yoga". */
export function brandIn(prompt: string, expansion: Expansion): string | undefined {
  return subjectOf(prompt, languageOf(expansion))?.name;
}

interface Input {
  app: Plan['app'];
  expansion: Expansion;
  prompt: string;
  entities: PlannedEntity[];
}

/** The public page of a prompt: what it says of the business, in its order of reading. Nothing is made up. */
export function planLanding({ app, expansion, prompt, entities }: Input): PlannedLanding {
  const language = languageOf(expansion);
  const copy = COPY[language];
  const subject = subjectOf(prompt, language);
  const own = ownSentences(sentencesOf(prompt));
  const page = pageTest(expansion, prompt);
  const shown = entities.filter(
    (entity) => layoutOf(entity.name) !== undefined && page.shows(entity, SECTION_OF[entity.name]),
  );
  const isPublic = (name: string) => shown.some((entity) => entity.name === name);
  const forms = formsOf(
    entities.filter((entity) => page.receives(entity)),
    { isPublic, language, sent: sentTo(expansion) },
  );
  const sections = sectionsOf({ expansion, prompt, entities, shown, forms, own, subject, brand: app.title, language });
  const things = sections
    .filter(({ layout }) => layout !== 'text' && layout !== 'form')
    .map(({ title }) => (language === 'en' ? lowerLabel(title) : title));
  const headline = taglineOf(prompt) ?? headlineOf(subject, app.title, language);
  const glance = things.length > 0 ? copy.glance(capital(listed(things.slice(0, 4), language))) : '';
  const lead = own[0] ?? [glance, forms.length > 0 ? copy.write : ''].filter(Boolean).join(' ');
  return {
    language,
    brand: app.title,
    headline: shortLabel(headline, 90),
    lead: lead || app.description,
    description: shortLabel([own[0] ?? isA(subject, app.title, language), glance].filter(Boolean).join(' '), 158),
    look: lookOf(expansion),
    sections,
    forms,
    contact: contactOf(prompt),
    signIn: expansion.kinds.includes('app'),
  };
}

function isA(subject: Subject | undefined, brand: string, language: Language): string {
  if (!subject) return `${brand}.`;
  const what = subject.what.toLowerCase() === brand.toLowerCase() ? undefined : subject.what;
  if (!what) return subject.place ? `${COPY[language].inPlace(brand, subject.place)}.` : `${brand}.`;
  return COPY[language].isA(brand, what, subject.place);
}

function headlineOf(subject: Subject | undefined, brand: string, language: Language): string {
  if (!subject) return brand;
  const what = capital(subject.what);
  return subject.place ? COPY[language].inPlace(what, subject.place) : what;
}

/** At most three forms to write to the business, and one for news. */
function formsOf(
  entities: PlannedEntity[],
  { isPublic, language, sent }: { isPublic: (name: string) => boolean; language: Language; sent: string[] },
): LandingForm[] {
  const copy = COPY[language];
  const forms = sent.flatMap((name): LandingForm[] => {
    const entity = entities.find((one) => one.name === name);
    const asked = entity && askedFields(entity, isPublic);
    if (!entity || !asked) return [];
    const kind = name === 'Subscriber' ? 'newsletter' : 'contact';
    // Who wants news came for one field: it is the first.
    if (kind === 'newsletter') asked.sort((a, b) => Number(b.required) - Number(a.required));
    const general = name === 'Inquiry' || name === 'Subscriber';
    return [
      {
        entity: name,
        fields: asked.map((field) => field.property),
        submit: general
          ? copy.submit[kind]
          : language === 'en'
            ? `Send ${lowerLabel(entity.label)}`
            : copy.submit.contact,
        done: copy.done[kind],
        doneText: copy.doneText[kind],
      },
    ];
  });
  const news = forms.filter(({ entity }) => entity === 'Subscriber');
  return [...forms.filter((form) => !news.includes(form)).slice(0, 3), ...news];
}

interface SectionInput {
  expansion: Expansion;
  prompt: string;
  entities: PlannedEntity[];
  /** Those whose rows everybody sees. */
  shown: PlannedEntity[];
  forms: LandingForm[];
  own: string[];
  subject: Subject | undefined;
  brand: string;
  language: Language;
}

function sectionsOf(input: SectionInput): LandingSection[] {
  const { expansion, prompt, entities, shown, forms, own, subject, brand, language } = input;
  const copy = COPY[language];
  const { section: isAsked } = pageTest(expansion, prompt);
  const asked = (expansion.discovery?.pages ?? []).filter(({ source }) => isAsked(source));
  const pages = new Set(asked.map(({ title }) => title));
  const titleOf = (page: string) => copy.sections[page] ?? page;
  const sections: LandingSection[] = [];
  const stories = own.slice(1);
  if (pages.has('About') || stories.length > 0) {
    const texts = stories.length > 0 ? stories : [isA(subject, brand, language)];
    sections.push({
      id: 'about',
      layout: 'text',
      title: titleOf('About'),
      items: texts.slice(0, 6).map((text) => ({ title: '', text })),
    });
  }
  const stated: Record<string, LandingSection['items']> = {
    Pricing: pricesOf(prompt),
    'Opening hours': timesOf(prompt),
    Questions: questionsOf(prompt),
  };
  for (const entity of shown) {
    const layout = layoutOf(entity.name);
    if (!layout) continue;
    const page = SECTION_OF[entity.name];
    const words = [entity.plural, entity.label, ...(page ? [page, titleOf(page)] : [])];
    const items = (page ? stated[page] : undefined) ?? listAfter(prompt, words);
    if (page) delete stated[page];
    sections.push({
      id: kebabCase(page ?? entity.plural) || entity.slug,
      layout,
      title: page ? titleOf(page) : capital(entity.plural),
      items,
      rows: rowsOf(entity),
      empty: layout === 'quotes' ? copy.noVoices : copy.soon(page ? titleOf(page) : capital(entity.plural)),
    });
  }
  // What the prompt states of prices, hours and questions, where no section keeps them.
  for (const [page, layout] of [
    ['Pricing', 'prices'],
    ['Opening hours', 'hours'],
    ['Questions', 'questions'],
  ] as const) {
    const items = stated[page] ?? [];
    if (items.length > 0) sections.push({ id: kebabCase(page), layout, title: titleOf(page), items });
  }
  for (const page of ['Services', 'Features'] as const) {
    const words =
      page === 'Services'
        ? ['services', 'we offer', 'we do', 'Leistungen', 'wir bieten', 'wir bieten an']
        : ['features', 'Funktionen', 'Vorteile'];
    const items = sections.some(({ id }) => id === kebabCase(page)) ? [] : listAfter(prompt, words);
    if (items.length > 0) sections.push({ id: kebabCase(page), layout: 'cards', title: titleOf(page), items });
  }
  const { address } = contactOf(prompt);
  if (address || (pages.has('Location') && subject?.place)) {
    sections.push({
      id: 'location',
      layout: 'text',
      title: titleOf('Location'),
      items: [{ title: '', text: address ?? subject?.place ?? '' }],
    });
  }
  for (const form of forms) {
    const entity = entities.find(({ name }) => name === form.entity);
    const kind = form.entity === 'Subscriber' ? 'newsletter' : 'contact';
    const general = form.entity === 'Inquiry' || kind === 'newsletter';
    sections.push({
      id: general ? kind : kebabCase(form.entity),
      layout: 'form',
      title: general ? titleOf(kind === 'contact' ? 'Contact' : 'Newsletter') : capital(entity?.label ?? form.entity),
      lead: copy.formLead[kind],
      items: [],
      form: form.entity,
    });
  }
  const place = ({ layout, id }: LandingSection) =>
    id === 'location' ? ORDER.indexOf('hours') + 0.5 : ORDER.indexOf(layout);
  const sorted = sections.toSorted((a, b) => place(a) - place(b));
  const seen = new Set<string>();
  return sorted.map((section) => {
    let { id } = section;
    for (let number = 2; seen.has(id); number++) id = `${section.id}-${number}`;
    seen.add(id);
    return { ...section, id };
  });
}
