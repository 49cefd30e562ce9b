export type Language = 'en' | 'de';

/** Words of public pages, by language. Nothing here claims anything about the business: facts come from the prompt. */
export interface Copy {
  and: string;
  /** "Classes, prices and opening hours at a glance." */
  glance: (things: string) => string;
  write: string;
  isA: (brand: string, subject: string, place?: string) => string;
  inPlace: (subject: string, place: string) => string;
  soon: (thing: string) => string;
  /** Stands under a heading that nobody has written anything for yet. */
  soonTold: string;
  noVoices: string;
  cta: { contact: string; newsletter: string; other: (thing: string) => string };
  submit: { contact: string; newsletter: string };
  done: { contact: string; newsletter: string };
  /** Where no e-mail address is asked for, an answer comes in another way. */
  doneText: { contact: string; reply: string; newsletter: string };
  formLead: { contact: string; reply: string; newsletter: string };
  required: (label: string) => string;
  invalidEmail: string;
  tooLong: (label: string) => string;
  /** What was typed is not of the field's kind: no date, no number. */
  invalid: (label: string) => string;
  /** Somebody else has the value that was typed. */
  taken: (label: string) => string;
  tryAgain: string;
  tooMany: string;
  choose: string;
  optional: string;
  signIn: string;
  skip: string;
  sections: Record<string, string>;
}

const list = (things: string[], and: string): string =>
  things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} ${and} ${things.at(-1) ?? ''}`;

/** A list as a sentence has it: "classes, prices and opening hours". */
export const listed = (things: string[], language: Language): string => list(things, COPY[language].and);

export const COPY: Record<Language, Copy> = {
  en: {
    and: 'and',
    glance: (things) => `${things} at a glance.`,
    write: 'Write to us whenever you have a question.',
    isA: (brand, subject, place) =>
      `${brand} is ${/^[aeiou]/i.test(subject) ? 'an' : 'a'} ${subject}${place ? ` in ${place}` : ''}.`,
    inPlace: (subject, place) => `${subject} in ${place}`,
    soon: (thing) => `${thing} will be listed here soon. Until then, please ask us.`,
    soonTold: 'We are writing this up. Until then, please ask us.',
    noVoices: 'The first voices will stand here soon.',
    cta: { contact: 'Get in touch', newsletter: 'Stay informed', other: (thing) => thing },
    submit: { contact: 'Send message', newsletter: 'Sign up' },
    done: { contact: 'Thank you for your message', newsletter: 'Thank you for signing up' },
    doneText: {
      contact: 'It has arrived. We will answer by e-mail.',
      reply: 'It has arrived. We will get back to you.',
      newsletter: 'Your address is on the list.',
    },
    formLead: {
      contact: 'Leave a few words, and we will answer by e-mail.',
      reply: 'Leave a few words, and we will get back to you.',
      newsletter: 'Leave your e-mail address to hear from us.',
    },
    required: (label) => `${label} is required`,
    invalidEmail: 'Enter a valid e-mail address, like name@example.com',
    tooLong: (label) => `${label} is too long`,
    invalid: (label) => `${label}: please check what you entered`,
    taken: (label) => `${label}: this is taken already`,
    tryAgain: 'This could not be sent. Please try again.',
    tooMany: 'Too many messages came from here. Please try again in a quarter of an hour.',
    choose: 'Please choose',
    optional: 'optional',
    signIn: 'Sign in',
    skip: 'Skip to content',
    sections: {
      About: 'About us',
      Services: 'What we offer',
      Features: 'Features',
      Pricing: 'Prices',
      Team: 'Our team',
      Testimonials: 'What people say',
      Questions: 'Questions and answers',
      'Opening hours': 'Opening hours',
      Menu: 'Our menu',
      Location: 'How to find us',
      Contact: 'Contact',
      Newsletter: 'Newsletter',
    },
  },
  de: {
    and: 'und',
    glance: (things) => `${things} auf einen Blick.`,
    write: 'Schreiben Sie uns, wenn Sie eine Frage haben.',
    isA: (brand, subject, place) => `${brand}: ${subject}${place ? ` in ${place}` : ''}.`,
    inPlace: (subject, place) => `${subject} in ${place}`,
    soon: (thing) => `${thing}: steht bald hier. Fragen Sie uns bis dahin gern.`,
    soonTold: 'Das steht bald hier. Fragen Sie uns bis dahin gern.',
    noVoices: 'Hier stehen bald die ersten Stimmen.',
    cta: { contact: 'Kontakt aufnehmen', newsletter: 'Auf dem Laufenden bleiben', other: (thing) => thing },
    submit: { contact: 'Nachricht senden', newsletter: 'Anmelden' },
    done: { contact: 'Danke für Ihre Nachricht', newsletter: 'Danke für Ihre Anmeldung' },
    doneText: {
      contact: 'Sie ist angekommen. Wir antworten per E-Mail.',
      reply: 'Sie ist angekommen. Wir melden uns.',
      newsletter: 'Ihre Adresse steht auf der Liste.',
    },
    formLead: {
      contact: 'Schreiben Sie uns ein paar Worte, wir antworten per E-Mail.',
      reply: 'Schreiben Sie uns ein paar Worte, wir melden uns.',
      newsletter: 'Mit Ihrer E-Mail-Adresse erfahren Sie Neues zuerst.',
    },
    required: (label) => `${label}: bitte ausfüllen`,
    invalidEmail: 'Bitte eine gültige E-Mail-Adresse eingeben, etwa name@beispiel.de',
    tooLong: (label) => `${label}: das ist zu lang`,
    invalid: (label) => `${label}: bitte die Eingabe prüfen`,
    taken: (label) => `${label}: das ist schon vergeben`,
    tryAgain: 'Das konnte nicht gesendet werden. Bitte versuchen Sie es noch einmal.',
    tooMany: 'Von hier kamen zu viele Nachrichten. Bitte versuchen Sie es in einer Viertelstunde noch einmal.',
    choose: 'Bitte wählen',
    optional: 'freiwillig',
    signIn: 'Anmelden',
    skip: 'Zum Inhalt',
    sections: {
      About: 'Über uns',
      Services: 'Unsere Leistungen',
      Features: 'Das bieten wir',
      Pricing: 'Preise',
      Team: 'Unser Team',
      Testimonials: 'Was andere sagen',
      Questions: 'Fragen und Antworten',
      'Opening hours': 'Öffnungszeiten',
      Menu: 'Speisekarte',
      Location: 'So finden Sie uns',
      Contact: 'Kontakt',
      Newsletter: 'Newsletter',
    },
  },
};
