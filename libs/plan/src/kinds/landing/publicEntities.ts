import type { EntitySpec, FieldSpec } from '@appfactory/resources/appBuild';
import { isFile } from '../../built.ts';
import type { Expansion } from '../../expansion/expand.ts';
import type { PlannedEntity, PlannedField } from '../../plan.ts';
import type { Language } from './copy.ts';
import type { SectionLayout, SectionRows } from './landing.ts';

/**
 * Things that a business shows to whoever visits its page. What is not named here is never public: the rest of what an app
 * keeps stays behind the sign-in.
 */
const PUBLIC: Record<SectionLayout, string> = {
  cards: `Service Treatment Course Class FitnessClass Lesson Workshop Webinar Event Meetup Concert Performance Exhibition Tour
    Trip Destination Festival Screening Product Cake Dish Drink Menu Coffee Wine Beer Project PortfolioItem Artwork Room
    Property Apartment House HolidayHome Accommodation Campsite Location Branch Feature Offer Massage Tattoo Recipe Podcast
    Episode Video Album Song Book Talk Session Venue Benefit Step OpenDay EventDate News NewsItem Notice Announcement Vacancy
    Job JobOpening Rule HouseRule Sponsor Partner Exhibitor Stallholder Vendor Need Area Tip Meal MealPlan Animal PageText Package`,
  people: `Teacher Instructor Coach Professor Stylist Therapist Doctor Dentist Vet Speaker Artist Author TeamMember Photographer
    Guide Trainer Committee`,
  prices: 'Plan PriceList Price Membership',
  quotes: 'Testimonial Review',
  questions: 'Faq Question KnowledgeArticle',
  hours: 'OpeningTime',
  text: '',
  form: '',
};

const LAYOUT_OF = new Map(
  Object.entries(PUBLIC).flatMap(([layout, names]) =>
    names
      .split(/\s+/)
      .filter(Boolean)
      .map((name) => [name, layout as SectionLayout] as const),
  ),
);

/** How rows of an entity are shown to visitors; undefined where they are nobody's business. */
export const layoutOf = (entity: string): SectionLayout | undefined => LAYOUT_OF.get(entity);

/** Which section of the prompt an entity fills. */
export const SECTION_OF: Record<string, string> = {
  Service: 'Services',
  Feature: 'Features',
  Price: 'Pricing',
  Plan: 'Pricing',
  PriceList: 'Pricing',
  TeamMember: 'Team',
  Testimonial: 'Testimonials',
  Review: 'Testimonials',
  Faq: 'Questions',
  Question: 'Questions',
  OpeningTime: 'Opening hours',
  Dish: 'Menu',
};

/** Things that a visitor sends: each is a row that the owner works on. The earlier ones say more than the later. */
const SENT = `Booking ClassBooking Appointment Reservation Registration Rsvp Enrolment Application PreOrder Quote
  WaitingListEntry Feedback Request Lead FormSubmission Inquiry Subscriber`.split(/\s+/);

/** Names of what visitors send: what a form of the prompt makes, and what is sent whoever says so. */
export function sentTo({ discovery, receives }: Pick<Expansion, 'discovery' | 'receives'>): string[] {
  // Forms with everything that they ask for are all that there are, beside what is sent for news.
  if (receives?.length) return [...receives, ...SENT.filter((name) => !receives.includes(name))];
  const own = (discovery?.forms ?? []).filter((name) => !SENT.includes(name));
  // "The requests for trial days" are the trial days.
  return [...own, ...SENT.filter((name) => own.length === 0 || !/^(?:Request|Lead|FormSubmission)$/.test(name))];
}

/** What no visitor should read of a row, whatever it is of. */
const WITHHELD =
  /^(?:e?mail|.*email|phone|mobile|fax|notes?|internal.*|cost|margin|supplier|slug|views|hourlyrate|salary|birth.*|password|token|iban|taxid|address|frame.*|serial.*|sku|stock.*|color|source|active|available|status|state)$/i;

/** What a business knows of its own work and its customers. In what customers say, their names are meant to stand. */
const INTERNAL =
  /^(?:client.*|customer.*|.*manager|budget.*|revenue.*|turnover.*|amount.*|total.*|.*costs?|cost.*|profit.*|.*margin|.*salary|wage.*|invoice.*|assignee|responsible.*|brief(?:ing)?|deadline|due.*|priority|auftraggeber.*|kund.*|umsatz.*|kosten|gehalt|marge)$/i;

const TEXTS = /^(?:answer|quote|description|summary|biography|bio|about|text|body|excerpt|details)$/i;
const HIDDEN_STATES =
  /^(?:draft|archived|cancelled|canceled|closed|inactive|hidden|pending|rejected|planned|unpublished|entwurf)$/i;

/** The fields of an entity that a section shows, and which of its rows are public. */
export function rowsOf(entity: PlannedEntity): SectionRows {
  const isWithheld = ({ name }: PlannedField) =>
    WITHHELD.test(name) || (layoutOf(entity.name) !== 'quotes' && INTERNAL.test(name));
  const shown = entity.fields.filter(
    (field) => !isWithheld(field) && !isFile(field) && field.name !== entity.states?.field,
  );
  const label = entity.fields.find((field) => field.name === entity.labelField);
  // A long text is no heading, whatever the row is called by elsewhere; what somebody said stands over their name.
  const speaker =
    layoutOf(entity.name) === 'quotes' ? shown.find(({ type, required }) => type === 'string' && required) : undefined;
  const isHeading = label && !isWithheld(label) && label.type !== 'text';
  const title =
    speaker ?? (isHeading ? label : (shown.find(({ type }) => type === 'string') ?? shown[0] ?? entity.fields[0]));
  const rest = shown.filter((field) => field !== title);
  const text = rest.find((field) => TEXTS.test(field.name)) ?? rest.find((field) => field.type === 'text');
  const facts = rest.filter((field) => field !== text && isFact(field)).slice(0, 4);
  const only = onlyPublic(entity);
  return {
    entity: entity.name,
    title: title?.property ?? 'id',
    ...(text ? { text: text.property } : {}),
    facts: facts.map((field) => field.property),
    ...(only ? { only } : {}),
  };
}

function isFact({ type }: PlannedField): boolean {
  return !['text', 'reference', 'boolean', 'url', 'email'].includes(type);
}

function onlyPublic(entity: PlannedEntity): SectionRows['only'] {
  const state = entity.fields.find(
    (field) => field.type === 'enum' && (field.name === entity.states?.field || /^(?:status|state)$/i.test(field.name)),
  );
  if (state?.values) {
    const published = state.values.filter((value) => /^(?:published|veröffentlicht)$/i.test(value));
    const values = published.length > 0 ? published : state.values.filter((value) => !HIDDEN_STATES.test(value));
    if (values.length > 0 && values.length < state.values.length) return { field: state.property, values };
  }
  const flag = entity.fields.find(
    (field) => field.type === 'boolean' && /^(?:active|available|published|visible|public)$/i.test(field.name),
  );
  return flag && { field: flag.property, values: [true] };
}

/** Values of a sent row that no visitor is asked for: where it stands, when it came, what the owner notes. */
const OWN =
  /^(?:status|state|notes?|internal.*|source|assigned.*|handled.*|answered.*|confirmed.*|estimatedvalue|score|number)$/i;
const ARRIVAL =
  /^(?:received|created|submitted|requested|subscribed|sent|registered|enrolled|ordered|applied|booked)(?:on|at)?$/i;

/**
 * The fields that a form asks a visitor for; undefined where a row could not be made of the answers.
 * @param isPublic whether visitors see the rows of an entity, and can choose among them
 */
export function askedFields(entity: PlannedEntity, isPublic: (name: string) => boolean): PlannedField[] | undefined {
  const asked = entity.fields.filter(
    (field) =>
      field.name !== entity.states?.field &&
      !isCode(field) &&
      !OWN.test(field.name) &&
      !ARRIVAL.test(field.name) &&
      !isFile(field) &&
      (field.type !== 'reference' || isPublic(field.to ?? '')),
  );
  const left = entity.fields.filter((field) => !asked.includes(field));
  if (left.some((field) => field.required && !filledIn(field))) return undefined;
  return asked.length === 0 ? undefined : asked.slice(0, 12);
}

/** Whether a field tells rows apart by a code that the business gives them: nobody who sends one knows it. */
export const isCode = ({ name, type, unique }: Pick<FieldSpec, 'name' | 'type' | 'unique'>): boolean =>
  unique &&
  type === 'string' &&
  /(?:reference|number|code|nummer|referenz|ref|no)$/i.test(name) &&
  !REACHED_BY.test(name);

/** Whether the server can fill a field in by itself, or do without: the day of arrival, the first of its states, a code, a file. */
export function filledIn(field: Pick<FieldSpec, 'name' | 'type' | 'unique'>): boolean {
  return (
    isCode(field) || isFile(field) || (!field.unique && ['date', 'datetime', 'enum', 'boolean'].includes(field.type))
  );
}

const NAMED =
  /^(?:(?:full|first|last|customer|client|guest|contact|visitor|attendee|owner|parent|your|my)?name|author|guest|attendee|applicant)$/i;
const REACHED_BY = /phone|mobile|telefon|handy/i;

/**
 * An entity that visitors send, with what an answer needs: who wrote, and how they are reached.
 * @param isStated the spec says what it has: a telephone number in place of an e-mail address is enough then
 */
export function answerable(entity: EntitySpec, language: Language, isStated: boolean): EntitySpec {
  const named = entity.fields.find(({ name, type }) => type === 'string' && NAMED.test(name));
  const email = entity.fields.find(({ type }) => type === 'email');
  const reached = email ?? (isStated ? entity.fields.find(({ name }) => REACHED_BY.test(name)) : undefined);
  const added = (name: string, type: FieldSpec['type'], german: string): FieldSpec => ({
    name,
    type,
    required: true,
    unique: false,
    ...(language === 'de' ? { label: german } : {}),
  });
  return {
    ...entity,
    fields: [
      ...(named ? [] : [added('name', 'string', 'Name')]),
      ...(reached ? [] : [added('email', 'email', 'E-Mail')]),
      ...entity.fields.map((field) => (field === named || field === reached ? { ...field, required: true } : field)),
    ],
  };
}
