import { readableAccent } from '../../discovery/look.ts';
import type { Expansion } from '../../expansion/expand.ts';
import { shortLabel } from '../../messages.ts';
import type { Plan, PlannedEntity } from '../../plan.ts';
import { kebabCase, lowerLabel } from '../../words.ts';
import { type AskedSection, askedSections, PAGE_TEXT } from './askedSections.ts';
import { COPY, type Language, listed } from './copy.ts';
import {
  capital,
  contactOf,
  listAfter,
  ownSentences,
  pricesOf,
  questionsOf,
  quotesOf,
  type Subject,
  sentencesOf,
  subjectOf,
  taglineOf,
  timesOf,
} from './facts.ts';
import { type AskedForm, askedForms, withoutForms } from './forms/askedForms.ts';
import type { LandingForm, LandingSection, PlannedLanding, SectionLayout, SiteLook } from './landing.ts';
import { languageOf } from './language.ts';
import { pageTest } from './pageClauses.ts';
import { askedFields, layoutOf, rowsOf, SECTION_OF, sentTo } from './publicEntities.ts';
import { VALUE } from './statedThings.ts';

/** Sections in the order that a reader asks: what is it, who does it, what does it cost, may I trust it, how do I get it. */
const ORDER: SectionLayout[] = ['text', 'cards', 'people', 'prices', 'quotes', 'hours', 'questions', 'form'];

const TONES: [RegExp, SiteLook['tone']][] = [
  [/warm|cosy|cozy|rustic|friendly|calm|gemütlich|rustikal|freundlich|natural|earthy|ruhig|natürlich|erdig/, 'warm'],
  [/elegant|luxur|vintage|classic|edel|klassisch|serious|seriös/, 'elegant'],
  [/playful|fun|colou?rful|cheerful|verspielt|fröhlich/, 'playful'],
  [/bold|sleek|modern/, 'bold'],
];

/** The ground of a page that is wished dark, and no colour for it. */
const DARK = '#16151a';

/** The colour as it was wished, where the app's own is that one made readable under white. */
function wishedAccent({ discovery, accent }: Expansion): string | undefined {
  const said = discovery?.look.colours.find(({ of, value }) => of === 'accent' && readableAccent(value) === accent);
  return said?.value ?? accent;
}

export function lookOf(expansion: Expansion): SiteLook {
  const { discovery } = expansion;
  const accent = wishedAccent(expansion);
  const tones = (discovery?.look.tone ?? []).map(({ value }) => value);
  const tone = TONES.find(([pattern]) => tones.some((value) => pattern.test(value)))?.[1] ?? 'plain';
  const background =
    discovery?.look.colours.find((colour) => colour.of === 'background')?.value ??
    (tones.some((value) => /^(?:dark|dunkel)$/.test(value)) ? DARK : undefined);
  return { tone, ...(accent ? { accent: accent.toLowerCase() } : {}), ...(background ? { background } : {}) };
}

/** The name of a business that the prompt gives without saying that it is one: "my yoga studio Sunrise Yoga". */
export function brandIn(prompt: string, expansion: Expansion): string | undefined {
  return subjectOf(prompt, languageOf(expansion))?.name;
}

/** What the business is, for a page whose prompt gives no name, and whose own name stands nowhere in it: "Village choir". */
export function callIn(name: string, prompt: string, expansion: Expansion): string | undefined {
  const isSaid = prompt.toLowerCase().includes(name.replaceAll('-', ' ').toLowerCase());
  const what = isSaid ? undefined : subjectOf(prompt, languageOf(expansion))?.what;
  return what && what.length <= 40 ? capital(what) : undefined;
}

interface Input {
  app: Plan['app'];
  expansion: Expansion;
  prompt: string;
  entities: PlannedEntity[];
}

/** The public page of a prompt: what it says of the business, in its order of reading. Nothing is made up. */
export function planLanding({ app, expansion, prompt: given, entities }: Input): PlannedLanding {
  const language = languageOf(expansion);
  const copy = COPY[language];
  const asked = askedForms(given, language);
  // What a form asks for tells nothing of the business.
  const prompt = withoutForms(given, asked);
  const subject = subjectOf(prompt, language);
  const formWords = asked.map(({ start, end }) => given.slice(start, Math.min(end, start + 24)));
  const own = ownSentences(
    sentencesOf(given).filter((sentence) => !formWords.some((begins) => sentence.includes(begins))),
  );
  const page = pageTest(expansion, prompt);
  const shown = entities.filter(
    (entity) =>
      layoutOf(entity.name) !== undefined &&
      // What visitors send is nobody's business but the owner's.
      !expansion.receives?.includes(entity.name) &&
      page.shows(entity, SECTION_OF[entity.name]),
  );
  const isPublic = (name: string) => shown.some((entity) => entity.name === name);
  const forms = formsOf(
    entities.filter((entity) => page.receives(entity) || expansion.receives?.includes(entity.name)),
    { isPublic, language, sent: sentTo(expansion), asked },
  );
  const sections = sectionsOf({
    expansion,
    prompt,
    entities,
    shown,
    forms,
    asked,
    own,
    subject,
    brand: app.title,
    language,
  });
  const things = sections
    .filter(({ layout }) => !['text', 'form', 'quotes', 'questions'].includes(layout))
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
  if (capital(subject.what) === brand && subject.place) return `${COPY[language].inPlace(brand, subject.place)}.`;
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
  {
    isPublic,
    language,
    sent,
    asked: told,
  }: { isPublic: (name: string) => boolean; language: Language; sent: string[]; asked: AskedForm[] },
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
    const { heading } = told.find((form) => form.entity === name) ?? {};
    return [
      {
        entity: name,
        fields: asked.map((field) => field.property),
        submit: general
          ? copy.submit[kind]
          : heading && heading.length <= 28
            ? heading
            : language === 'en'
              ? `Send ${lowerLabel(entity.label)}`
              : copy.submit.contact,
        done: copy.done[kind],
        doneText: copy.doneText[kind === 'contact' && !asked.some(({ type }) => type === 'email') ? 'reply' : kind],
      },
    ];
  });
  const news = forms.filter(({ entity }) => entity === 'Subscriber');
  return [...forms.filter((form) => !news.includes(form)).slice(0, told.length > 0 ? 5 : 3), ...news];
}

/** Headings of texts that tell who it is: they stand before what there is. */
const TELLS_WHO = /^(?:who|what (?:we|i) do|our |about|über|wer|was wir|unser)/i;

/** A section for each heading that texts are written under. */
function textSections(entity: PlannedEntity, empty: string, stories: string[]): LandingSection[] {
  let left = stories.slice(0, 6);
  const part = entity.fields.find(({ name }) => name === 'part');
  const rows = rowsOf(entity);
  return (part?.values ?? []).map((title) => {
    // What the business says of itself stands there until the owner writes more.
    const said = TELLS_WHO.test(title) ? left : [];
    if (said.length > 0) left = [];
    return {
      id: kebabCase(title) || 'text',
      layout: 'text',
      title,
      items: said.map((text) => ({ title: '', text })),
      rows: { ...rows, facts: [], only: { field: part?.property ?? 'part', values: [title] } },
      empty,
    };
  });
}

/** What the prompt calls the section of a thing: "open workshop days". */
function headingOf({ name }: PlannedEntity, headings: AskedSection[]): string | undefined {
  if (/^(?:PortfolioItem|TeamMember|Testimonial|Animal)$/.test(name)) return undefined;
  const title = headings.find(({ entity, or }) => entity === name || or.includes(name))?.title;
  return (
    title &&
    capital(
      title.replace(/(?<=\s)i(?=\s)/g, 'I').replace(/^(?:the|upcoming|our|der|die|das|unsere?)\s+(?=\p{L}{4})/iu, ''),
    )
  );
}

interface SectionInput {
  expansion: Expansion;
  prompt: string;
  entities: PlannedEntity[];
  /** Those whose rows everybody sees. */
  shown: PlannedEntity[];
  forms: LandingForm[];
  asked: AskedForm[];
  own: string[];
  subject: Subject | undefined;
  brand: string;
  language: Language;
}

function sectionsOf(input: SectionInput): LandingSection[] {
  const { expansion, prompt, entities, shown, forms, asked: told, own, subject, brand, language } = input;
  const copy = COPY[language];
  const { section: isAsked } = pageTest(expansion, prompt);
  const asked = (expansion.discovery?.pages ?? []).filter(({ source }) => isAsked(source));
  const pages = new Set(asked.map(({ title }) => title));
  const titleOf = (page: string) => copy.sections[page] ?? page;
  const sections: LandingSection[] = [];
  const stories = own.slice(1);
  const texts = shown.find(({ name }) => name === PAGE_TEXT);
  const isTold = texts?.fields.some(({ values }) => values?.some((value) => TELLS_WHO.test(value))) === true;
  if (!isTold && (pages.has('About') || stories.length > 0)) {
    const said = stories.length > 0 ? stories : [isA(subject, brand, language)];
    sections.push({
      id: 'about',
      layout: 'text',
      title: titleOf('About'),
      items: said.slice(0, 6).map((text) => ({ title: '', text })),
    });
  }
  const stated: Record<string, LandingSection['items']> = {
    Pricing: pricesOf(prompt),
    'Opening hours': timesOf(prompt),
    Questions: questionsOf(prompt),
    Testimonials: quotesOf(prompt),
  };
  const headings = askedSections(prompt, language);
  for (const entity of shown) {
    const layout = layoutOf(entity.name);
    if (!layout) continue;
    if (entity.name === PAGE_TEXT) {
      sections.push(...textSections(entity, copy.soonTold, stories));
      continue;
    }
    const asked = headingOf(entity, headings);
    const page = SECTION_OF[entity.name];
    const words = [...(asked ? [asked] : []), entity.plural, entity.label, ...(page ? [page, titleOf(page)] : [])];
    const listed = (page ? stated[page] : undefined) ?? listAfter(prompt, words);
    // "Work days (date, meeting point)" says what each has.
    const items = VALUE.test(listed[0]?.title ?? '') ? [] : listed;
    if (page) delete stated[page];
    sections.push({
      id: kebabCase(page ?? entity.plural) || entity.slug,
      layout,
      title: page ? titleOf(page) : (asked ?? capital(entity.plural)),
      items,
      rows: rowsOf(entity),
      empty: layout === 'quotes' ? copy.noVoices : copy.soon(capital(entity.plural)),
    });
  }
  // What the prompt states of prices, hours and questions, where no section keeps them.
  for (const [page, layout] of [
    ['Pricing', 'prices'],
    ['Opening hours', 'hours'],
    ['Questions', 'questions'],
    ['Testimonials', 'quotes'],
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
    const asksEmail = entity?.fields.some(({ type, property }) => type === 'email' && form.fields.includes(property));
    sections.push({
      id: general ? kind : kebabCase(form.entity),
      layout: 'form',
      title: general
        ? titleOf(kind === 'contact' ? 'Contact' : 'Newsletter')
        : (told.find((one) => one.entity === form.entity)?.heading ?? capital(entity?.label ?? form.entity)),
      lead: copy.formLead[kind === 'contact' && !asksEmail ? 'reply' : kind],
      items: [],
      form: form.entity,
    });
  }
  const place = ({ layout, id, title, rows }: LandingSection) =>
    id === 'location'
      ? ORDER.indexOf('hours') + 0.5
      : rows?.entity === PAGE_TEXT
        ? ORDER.indexOf(TELLS_WHO.test(title) ? 'text' : 'prices') + 0.5
        : ORDER.indexOf(layout);
  const sorted = sections.toSorted((a, b) => place(a) - place(b));
  const seen = new Set<string>();
  return sorted.map((section) => {
    let { id } = section;
    for (let number = 2; seen.has(id); number++) id = `${section.id}-${number}`;
    seen.add(id);
    return { ...section, id };
  });
}
