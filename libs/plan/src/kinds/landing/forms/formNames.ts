import { pascalCase, pluralOf, singularOf } from '../../../words.ts';
import type { Language } from '../copy.ts';
import { latin } from './askedFields.ts';

/** What a form makes, and how it is headed. */
export interface FormName {
  entity: string;
  label: string;
  plural: string;
  /** What a visitor does with it, "Book a trial day"; none where the label says enough. */
  heading?: string;
}

/** Things to do with a form, and what is made by it: "book a trial day" makes a "trial day booking". */
const DEEDS: [verb: RegExp, noun: string][] = [
  [/^(?:book|reserve)$/, 'booking'],
  [/^(?:request|ask for|get)$/, 'request'],
  [/^(?:apply for|apply to|apply as|apply)$/, 'application'],
  [
    /^(?:register for|register|sign up for|sign up|sign up to|enrol in|enrol for|enrol|enroll in|rsvp)$/,
    'registration',
  ],
  [/^(?:order|pre-order|preorder)$/, 'order'],
  [/^donate$/, 'donation'],
  [/^(?:adopt)$/, 'adoption request'],
  [/^(?:rent|hire)$/, 'rental request'],
  [/^(?:join)$/, 'membership request'],
  [/^(?:host)$/, 'offer'],
  [/^(?:report)$/, 'report'],
  [/^(?:borrow)$/, 'loan request'],
  [/^(?:arrange|schedule|plan)$/, 'request'],
  [/^(?:nominate|suggest|propose|submit)$/, 'suggestion'],
  [/^(?:volunteer)$/, 'application'],
];
export const VERBS =
  'book|reserve|request|ask for|apply for|apply to|apply as|apply|register for|register|sign up for|sign up to|sign up|enrol in|enrol for|enrol|enroll in|order|pre-order|preorder|donate|adopt|rent|hire|join|host|report|borrow|arrange|schedule|nominate|suggest|propose|submit|volunteer|rsvp';

/** Names of forms that everybody has, whatever stands before the word. */
const USUAL: {
  en: RegExp;
  de: RegExp;
  entity: string;
  label: { en: string; de: string };
  plural: { en: string; de: string };
}[] = [
  {
    en: /^(?:contact|inquiry|enquiry|question|message|general|get in touch|write to us|ask us)s?$/i,
    de: /^(?:kontakt|anfrage|nachricht|frage)n?$/i,
    entity: 'Inquiry',
    label: { en: 'Inquiry', de: 'Anfrage' },
    plural: { en: 'Inquiries', de: 'Anfragen' },
  },
  {
    en: /^(?:sign[- ]?up|registration|register|signup|enrol?ment)s?$/i,
    de: /^(?:anmelde|anmeldung|registrierung)(?:en)?$/i,
    entity: 'Registration',
    label: { en: 'Registration', de: 'Anmeldung' },
    plural: { en: 'Registrations', de: 'Anmeldungen' },
  },
  {
    en: /^(?:callback|call[- ]back)(?: request)?s?$/i,
    de: /^rückruf$/i,
    entity: 'CallbackRequest',
    label: { en: 'Callback request', de: 'Rückrufbitte' },
    plural: { en: 'Callback requests', de: 'Rückrufbitten' },
  },
  {
    en: /^(?:volunteers?|volunteering|volunteer applications?)$/i,
    de: /^(?:ehrenamt|helfer|freiwilligen?)$/i,
    entity: 'VolunteerApplication',
    label: { en: 'Volunteer application', de: 'Helfer-Meldung' },
    plural: { en: 'Volunteer applications', de: 'Helfer-Meldungen' },
  },
  {
    en: /^(?:waiting[- ]?list|wait[- ]?list)$/i,
    de: /^warteliste$/i,
    entity: 'WaitingListEntry',
    label: { en: 'Waiting list entry', de: 'Wartelisteneintrag' },
    plural: { en: 'Waiting list', de: 'Warteliste' },
  },
  {
    en: /^(?:application|apply|job application)s?$/i,
    de: /^(?:bewerbung|bewerbungs|bewerber)(?:en)?$/i,
    entity: 'Application',
    label: { en: 'Application', de: 'Bewerbung' },
    plural: { en: 'Applications', de: 'Bewerbungen' },
  },
  {
    en: /^(?:booking)s?$/i,
    de: /^(?:buchung|buchungs)(?:en)?$/i,
    entity: 'Booking',
    label: { en: 'Booking', de: 'Buchung' },
    plural: { en: 'Bookings', de: 'Buchungen' },
  },
  {
    en: /^(?:reservation)s?$/i,
    de: /^(?:reservierung|reservierungs)(?:en)?$/i,
    entity: 'Reservation',
    label: { en: 'Reservation', de: 'Reservierung' },
    plural: { en: 'Reservations', de: 'Reservierungen' },
  },
  {
    en: /^(?:order)s?$/i,
    de: /^(?:bestell|bestellung|bestellungs)(?:en)?$/i,
    entity: 'PreOrder',
    label: { en: 'Order', de: 'Bestellung' },
    plural: { en: 'Orders', de: 'Bestellungen' },
  },
];

export const INQUIRY: Record<Language, FormName> = {
  en: { entity: 'Inquiry', label: 'Inquiry', plural: 'Inquiries' },
  de: { entity: 'Inquiry', label: 'Anfrage', plural: 'Anfragen' },
};

/** German deeds as they stand at the end of a clause, and what they make. */
const DEEDS_DE: [verb: RegExp, label: string, plural: string][] = [
  [/vormerken|vorgemerkt/, 'Vormerkung', 'Vormerkungen'],
  [/anmelden|einschreiben/, 'Anmeldung', 'Anmeldungen'],
  [/bewerben/, 'Bewerbung', 'Bewerbungen'],
  [/buchen/, 'Buchung', 'Buchungen'],
  [/reservieren/, 'Reservierung', 'Reservierungen'],
  [/bestellen|vorbestellen/, 'Bestellung', 'Bestellungen'],
  [/anfragen|anfordern/, 'Anfrage', 'Anfragen'],
  [/spenden/, 'Spende', 'Spenden'],
  [/melden|mithelfen|helfen/, 'Meldung', 'Meldungen'],
];
export const VERBS_DE = DEEDS_DE.map(([verb]) => verb.source).join('|');

const usual = (words: string, language: Language): FormName | undefined => {
  const one = USUAL.find((each) => each[language].test(words.trim()));
  return one && { entity: one.entity, label: one.label[language], plural: one.plural[language] };
};

const made = (label: string, language: Language, heading?: string): FormName => {
  const clean = label
    .replace(/[^\p{L}\p{N} '’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 40)
    .trim();
  const plain = clean.charAt(0).toUpperCase() + clean.slice(1);
  const known = usual(plain, language);
  if (known) return { ...known, ...(heading ? { heading } : {}) };
  const entity = pascalCase(latin(plain).replace(/['’]/g, '')).replace(/^\d+/, '').slice(0, 38) || 'Inquiry';
  return {
    entity,
    label: plain,
    plural: language === 'de' ? germanPlural(plain) : pluralOf(plain),
    ...(heading ? { heading } : {}),
  };
};

function germanPlural(label: string): string {
  if (/(?:ung|tion|schaft|heit|keit)$/.test(label)) return `${label}en`;
  if (/e$/.test(label)) return `${label}n`;
  if (/(?:termin|besuch|kurs|tag|gespräch)$/i.test(label)) return `${label}e`;
  return label;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "Book a trial day": what is done, to what. */
export function deedName(verb: string, object: string): FormName {
  const lower = verb.toLowerCase();
  const noun = DEEDS.find(([pattern]) => pattern.test(lower))?.[1] ?? 'request';
  const whole = object
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.,:]+$/, '');
  const bare = whole.replace(/^(?:a|an|the|one of (?:our|the)|our|my|your|their|some|free)\s+(?:free\s+)?/i, '');
  const heading = upper(`${lower} ${whole.replace(/^(?:their|our|my)\s/i, 'your ')}`).trim();
  if (lower === 'volunteer') return made('volunteers', 'en', bare === '' ? undefined : heading);
  if (bare === '') return made(noun, 'en');
  const list = /^(?:waiting|wait)[- ]?list$/i.exec(bare);
  if (list) return { ...made('waiting list', 'en'), heading };
  const thing = bare.replace(/\p{L}+$/u, (last) => singularOf(last));
  const label = new RegExp(`${noun.split(' ').at(-1) ?? ''}$`, 'i').test(thing) ? thing : `${thing} ${noun}`;
  return made(label.slice(0, 40), 'en', heading.length <= 40 ? heading : undefined);
}

/** What a form is called that has its words before it: "volunteer application form", "Rückrufformular". */
export function calledName(words: string, language: Language): FormName | undefined {
  const plain = words.replace(/^["“„']|["”“']$/g, '').trim();
  if (plain === '') return undefined;
  const known = usual(plain, language);
  if (known) return known;
  if (language === 'de') {
    const stem = upper(plain.replace(/s$/, ''));
    const deed = DEEDS_DE.find(([verb]) => new RegExp(`^(?:${verb.source})$`).test(plain.toLowerCase()));
    if (deed) return made(deed[1], language);
    // "Für Terminanfragen": one of them.
    return made(
      stem.replace(/(?<=ung|schaft)en$/i, '').replace(/(?<!gart|ess|lad|wag|leb|rahm|bod)(?<=\p{L}{4}e)n$/iu, ''),
      language,
    );
  }
  const deed = new RegExp(`^(${VERBS})\\s+(.+)$`, 'i').exec(plain);
  if (deed) return deedName(deed[1] ?? '', deed[2] ?? '');
  // "Come and try" is what people do; what it makes is a request for it.
  if (/(?:^|\s)(?:and|us|with|in|up)(?:\s|$)/i.test(plain)) return made(`${plain} request`, language, upper(plain));
  return made(
    plain.replace(/\p{L}+$/u, (last) => singularOf(last)),
    language,
  );
}

/** What a German clause has done by people: "Eltern können ihr Kind vormerken". */
export function germanDeed(clause: string): FormName | undefined {
  const deed = DEEDS_DE.find(([verb]) => verb.test(clause.toLowerCase()));
  return deed && { ...made(deed[1], 'de'), plural: deed[2] };
}
