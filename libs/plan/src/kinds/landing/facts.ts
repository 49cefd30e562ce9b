import type { SectionItem } from './landing.ts';

/** What a prompt states about a business: its own words, never ours. */

/** Sentences and lines of a prompt: "Dr. Lenz" ends none. */
export const sentencesOf = (prompt: string): string[] =>
  prompt
    .split(/(?<=(?<!(?:^|[\s(])(?:Dr|St|Mr|Mrs|Ms|Prof|No|Nr))[.!?])\s+|\n+/)
    .filter((sentence) => sentence.trim() !== '' && !/^\s*(?:[-*•–]|\d{1,2}[.)])\s/.test(sentence));

const INSTRUCTION =
  /(?<!\p{L})(?:pages?|site|website|change|edit|edited|update|ourselves|myself|behind|ändern|pflegen|bearbeiten|selbst|web|blogs?|shop|called|named|readers?|comments?|landing|sections?|forms?|app|should|wants?|needs?|please|shows?|include[sd]?|make|build|create|design|colou?rs?|colou?red|look|style|tone|visitors?|users?|newsletter|buttons?|faq|seo|headline|sign|login|admin|dashboard|people can|customers can|list|display|seite|webseite|formular|soll\w*|brauche\w*|möchte\w*|brauch\w*|sucht|suchen|internetseite|landing\w*|web(?:seite|site|auftritt)\w*|homepage|bitte|zeig\w*|farbe\w*|besucher\w*|abschnitt\w*|no|not|kein\w*|nicht)(?!\p{L})/iu;
const OWN = /(?<!\p{L})(?:we|our|us|i|my|wir|unser\w*|ich|mein\w*)(?!\p{L})/iu;

/** Sentences in which the business speaks of itself: "We bake every morning." */
export function ownSentences(sentences: string[]): string[] {
  // What answers a question stands with it.
  const said = sentences.filter((_, at) => !sentences[at - 1]?.trim().endsWith('?'));
  return said
    .map((sentence) => sentence.replace(/[<>`]/g, ' ').replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length > 20 && sentence.length < 260)
    .filter(
      (sentence) =>
        OWN.test(sentence) &&
        !/^["“„«]/.test(sentence) &&
        !INSTRUCTION.test(sentence) &&
        !sentence.endsWith('?') &&
        !AMOUNT.test(sentence) &&
        timesOf(sentence).length === 0 &&
        Object.keys(contactOf(sentence)).length === 0,
    )
    .map((sentence) => (/[.!]$/.test(sentence) ? sentence : `${sentence}.`));
}

/** Whether a clause of a prompt stands on the page as it is: a sentence, a price, a time, where to find the business. */
export const isStated = (clause: string): boolean =>
  ownSentences([clause]).length > 0 ||
  AMOUNT.test(clause) ||
  timesOf(clause).length > 0 ||
  /\?/.test(clause) ||
  Object.keys(contactOf(clause)).length > 0;

export interface Subject {
  /** "yoga studio" */
  what: string;
  /** "Sunrise Yoga" */
  name?: string;
  /** "Portland" */
  place?: string;
  start: number;
  end: number;
}

const SUBJECT =
  /(?<!\p{L})(?:for|(?<=(?:page|site|website|seite)\s)of|about|für)\s+(?:(?:my|our|a|an|the|mein\w*|unser\w*|ein\w*)\s+)?(?:(?:small|new|little|local|kleine\w*|neue\w*)\s+)?([^.,;:!?\n(]{3,80}?)(?=\s+(?:with|where|that|which|who|to|and|so|called|named|sucht|braucht|möchte|mit|wo|die|der|das|und|namens)(?!\p{L})|[.,;:!?\n(]|$)/giu;
const NAME = "\\p{Lu}[\\p{L}'’.&-]*(?:\\s+(?:&\\s+|and\\s+(?=\\p{Lu}))?\\p{Lu}[\\p{L}'’&-]*){0,3}";
const NAME_AT_END = /^(.*?\p{Ll})\s+((?:\p{Lu}[\p{L}'’&-]*)(?:\s+(?:&\s+)?\p{Lu}[\p{L}'’&-]*){0,3})$/u;
const PLACE = /\s+(?:in|from|aus|on)\s+((?:the\s+)?\p{Lu}[\p{L}-]+(?:\s+\p{Lu}[\p{L}-]+){0,2})$/u;
/** What tells that "for" says whose page it is: not "a form for bookings". */
const PAGE_BEFORE =
  /(?:page|site|web|shop|store|blog|app|application|tool|system|platform|portal|tracker|dashboard|manager|crm|seite|auftritt|laden|homepage|verwaltung|software)(?:\p{L}*)(?:\s+\p{L}+){0,2}\s*$/iu;

/** "I run Stillwater, a yoga studio in Galway"; "we are a community kitchen in Leeds"; "Tanzschule Takt sucht ...". */
const SAID: Record<'en' | 'de', RegExp[]> = {
  en: [
    // "We are the Friends of Hartley Park, volunteers who ...".
    /(?:^|[.\n]\s*)(?:We are|We['’]re)\s+(?:the\s+)?(?<name>\p{Lu}[\p{L}'’&-]*(?:\s+(?:of\s+|the\s+|&\s+)*\p{Lu}[\p{L}'’&-]*){0,5})(?=[,.]|\s+(?:and|in|from)\s)/u,
    new RegExp(
      `(?:^|[.\\n]\\s*)(?:I|We|My \\p{L}+ and I)\\s+(?:run|own|manage|have)\\s+(?<name>${NAME}),\\s+(?:a|an|the)\\s+(?<what>[^.,;:!?\\n(]{3,60}?)(?=\\s+(?:and|with|where|that|which|who)\\s|[.,;:!?\\n(]|$)`,
      'u',
    ),
    new RegExp(
      `(?:^|[.\\n]\\s*)(?:I['’]m|I am|We['’]re|We are|(?:I|We)\\s+(?:run|own|manage))\\s+(?:(?<name>${NAME}),\\s+)?(?:a|an)\\s+(?:(?:small|new|little|local)\\s+)?(?<what>[^.,;:!?\\n(]{3,60}?)(?=\\s+(?:and|with|where|that|which|who|for|looking)\\s|[.,;:!?\\n(]|$)`,
      'u',
    ),
    /^(?<what>\p{Lu}?\p{Ll}+(?:\s\p{Ll}+){0,2})\s+(?:website|web site|site|webpage|homepage|landing page|page)\s*[.,:]/u,
  ],
  de: [
    /^(?<what>\p{Lu}\p{L}+ für \p{Lu}[\p{L}-]+)(?:\s+in\s+(?<place>\p{Lu}[\p{L}-]+))?(?=\s+(?:braucht|sucht|möchte|will|benötigt)|[.,])/u,
    /^(?<name>(?!(?:Landing|Web|Internet|Eine?|Wir|Ich|Website)\p{L}*\s)\p{Lu}[\p{L}-]+(?:\s+\p{Lu}[\p{L}.-]*){1,3})(?:,?\s+(?:in\s+|aus\s+)?(?<place>\p{Lu}[\p{L}-]+))?(?=\s+(?:braucht|sucht|möchte|will|benötigt|hätte)|[.,:])/u,
    /(?:^|[.\n]\s*)(?:Ich bin|Wir sind)\s+(?:eine?\s+)?(?<what>(?:\p{Ll}+\s+)?\p{Lu}[\p{L}-]+)(?:\s+(?:in|aus)\s+(?<place>\p{Lu}[\p{L}-]+))?/u,
  ],
};
const QUOTED_NAME = /["“„«](\p{Lu}[^"“”„«»\n]{1,38}[^\s"“”„«».,!?])["“”»]/u;
const NAME_LINE =
  /(?:^|[.\n]\s*)(?:name|our name|the name|er heißt|sie heißt)\s*(?::|is|ist)\s*["“„«]?(\p{Lu}[^"“”»\n.,;]{1,40})/iu;

/** The name that quotation marks or a line of its own give: not a headline, and no word of a button. */
function statedName(text: string): string | undefined {
  const line = NAME_LINE.exec(text)?.[1];
  if (line) return line.trim();
  const quoted = QUOTED_NAME.exec(text.slice(0, 260));
  const before = text.slice(Math.max(0, (quoted?.index ?? 0) - 40), quoted?.index ?? 0);
  return quoted &&
    !/headline|tagline|slogan|claim|motto|button|action|title|überschrift|leitspruch|says?\s*$/i.test(before)
    ? quoted[1]
    : undefined;
}

/** Whom a page is for: "a landing page for my yoga studio Sunrise Yoga in Portland". */
export function subjectOf(given: string, language: 'en' | 'de'): Subject | undefined {
  // A dot that ends no sentence.
  const text = given.replace(/(?<=(?:^|[\s(])(?:Dr|St|Mr|Mrs|Prof))\.(?=\s)/g, '․');
  const name = statedName(text);
  const subject = saidSubject(text, language) ?? pageSubject(text, language);
  if (!subject) return name ? { what: name, name, start: 0, end: 0 } : undefined;
  const restored = {
    ...subject,
    what:
      subject.what
        .replaceAll('․', '.')
        .replace(/\s*["“„«].*$/, '')
        .trim() ||
      (name ?? subject.what),
    ...(subject.name ? { name: subject.name.replaceAll('․', '.') } : {}),
  };
  return name ? { ...restored, name } : restored;
}

function saidSubject(text: string, language: 'en' | 'de'): Subject | undefined {
  for (const pattern of SAID[language]) {
    const match = pattern.exec(text.slice(0, 400));
    const { what: said, name, place: known } = match?.groups ?? {};
    const whole = said ?? name;
    if (!match || !whole || /(?:^|\s)(?:we|I|need|want)(?:\s|$)/.test(whole)) continue;
    const place = known ?? PLACE.exec(whole)?.[1];
    const what = (known ? whole : whole.replace(PLACE, '')).trim();
    if (what.split(/\s+/).length > 6) continue;
    const start = match.index + match[0].indexOf(whole);
    return { what, ...(name ? { name } : {}), ...(place ? { place } : {}), start, end: start + whole.length };
  }
  return undefined;
}

function pageSubject(text: string, language: 'en' | 'de'): Subject | undefined {
  const head = text.slice(0, 400);
  const match = [...head.matchAll(SUBJECT)].find(
    ({ index }) => index < 60 || PAGE_BEFORE.test(head.slice(Math.max(0, index - 40), index)),
  );
  const whole = match?.[1]?.trim();
  if (!match || !whole || /^(?:both|all|each|every|people|anyone|her|him|them|us|me|it)(?!\p{L})/iu.test(whole))
    return undefined;
  const owner = new RegExp(`^(${NAME})['’]s\\s`, 'u').exec(whole)?.[1];
  const start = match.index + match[0].length - (match[1]?.length ?? 0);
  if (owner) return { what: owner, name: owner, start, end: start + owner.length };
  const place = PLACE.exec(whole)?.[1];
  const rest = place ? whole.replace(PLACE, '') : whole;
  // "My wedding DJ business, DJ Marlo."
  const behind = new RegExp(`^,\\s+(${NAME})(?=[.,\\n]|$)`, 'u').exec(head.slice(match.index + match[0].length))?.[1];
  if (behind && language === 'en')
    return { what: rest.trim(), name: behind, ...(place ? { place } : {}), start, end: start + whole.length };
  // Every German noun has a capital: no name can be told by it.
  const named = language === 'en' ? NAME_AT_END.exec(rest) : null;
  const what = (named?.[1] ?? rest).replace(/^(?:the|a|an|my|our)\s+/i, '').trim();
  if (!/\p{L}{3}/u.test(what) || what.split(/\s+/).length > 6) return undefined;
  return {
    what,
    ...(named?.[2] ? { name: named[2] } : {}),
    ...(place ? { place } : {}),
    start,
    end: start + whole.length,
  };
}

/** What customers said, with their names: a line or a sentence in quotation marks. */
export function quotesOf(text: string): SectionItem[] {
  return [
    ...text.matchAll(
      /["“„«]([^"“”„«»\n]{12,400}[.!?…])["”“»],?\s*[-–—(]+\s*([^\n"“”;)]{2,50}?)(?=[\n;)]|\.\s|\.?$|\s*["“„«])/gu,
    ),
  ].map(([, said = '', who = '']) => ({ title: who.trim(), text: said.trim() }));
}

const QUOTED =
  /(?:headline|tagline|slogan|claim|motto|überschrift|leitspruch)[^"“„«\n]{0,30}["“„«]([^"”“»\n]{4,120})["”“»]/i;
export const taglineOf = (text: string): string | undefined => QUOTED.exec(text)?.[1]?.trim();

const AMOUNT =
  /(?:(?:from|ab)\s+)?(?:[$€£]\s?\d[\d.,]*\d|[$€£]\s?\d|\d[\d.,]*\s?(?:€|euros?|eur|usd|dollars?|chf)(?!\p{L}))(?:\s*(?:\/\s*|(?:per|an|a|each|pro|je|im)\s+)\p{L}+)?/iu;

/** Things between commas; "and" parts the last two of them: "drag and drop, holidays and payroll" are three. */
const listedParts = (text: string): string[] => {
  const commas = text.split(/\n|;|,(?!\d)/).map((part) => part.trim().replace(/^(?:and|und)\s+/i, ''));
  return [...commas.slice(0, -1), ...(commas.at(-1) ?? '').split(/\s+(?:and|und)\s+/)].filter(Boolean);
};

const parts = (text: string): string[] =>
  text
    .split(/\n|;|\)|,(?!\d)|\s+(?:and|und)\s+/)
    .map((part) => part.trim())
    .filter(Boolean);

/** Prices with what they are for: "drop-in $18". */
export function pricesOf(text: string): SectionItem[] {
  return text.split(/(?<=[.!?])\s+|\n/).flatMap((sentence) => {
    if (!AMOUNT.test(sentence)) return [];
    // "Prices: drop-in $18": what stands before the list is its name.
    const first = sentence.search(AMOUNT);
    const head = Math.max(sentence.lastIndexOf(': ', first), sentence.lastIndexOf('(', first));
    const listed = head >= 0 ? sentence.slice(head + 1) : sentence;
    return parts(listed).flatMap((part): SectionItem[] => {
      const amount = AMOUNT.exec(part);
      if (!amount) return [];
      const title = part
        .replace(amount[0], ' ')
        .replace(/(?<!\p{L})(?:costs?|is|are|for|at|kostet|kosten|für|the|a|an|der|die|das|ein|eine)(?!\p{L})/giu, ' ')
        .replace(/[:()–.-]+(?=\s|$)|^[\s–:(-]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim();
      if (title.length < 3 || title.length > 60) return [];
      return [{ title: capital(title), note: amount[0].replace(/[.,]$/, '').trim() }];
    });
  });
}

const DAY =
  '(?:mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:nesday)?s?|thu(?:rs(?:day)?)?s?|fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?|daily|every day|weekdays|weekends|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|täglich|werktags|mo|di|mi|do|fr|sa|so)';
const TIME = '\\d{1,2}(?:[:.]\\d{2})?\\s*(?:a\\.?m\\.?|p\\.?m\\.?|uhr|h)?';
const HOURS = new RegExp(
  `(?<!\\p{L})(${DAY}(?:\\s*(?:-|–|to|through|bis|and|und|&|,)\\s*${DAY})*)\\s*:?\\s*(?:from\\s+|von\\s+)?(${TIME}\\s*(?:-|–|to|until|till|bis)\\s*${TIME})(?!\\p{L})`,
  'giu',
);

/** Opening hours: "Mon-Fri 7-20, Sat 9 am to 1 pm". */
export function timesOf(text: string): SectionItem[] {
  return [...text.matchAll(HOURS)].map(([, days = '', time = '']) => ({
    title: capital(days.replace(/\s*(?:-|–)\s*/g, '–').trim()),
    note: time
      .replace(/\s*(?:-|–|to|until|till|bis)\s*/i, ' – ')
      .replace(/(?<![ap]\.m)\.$/i, '')
      .trim(),
  }));
}

/** A question and what is said right behind it: on its line, or on the next where no other item of a list begins. */
const ANSWERED = /([^.?!\n:]{6,140}\?)(?:[ \t]+|[ \t]*\n(?!\s*(?:\d+[.)]|[-*•]|\n)))([^?\n]{2,300}?[.!])(?=\s|$)/g;
/** "Questions that parents ask us: ...?": a line of them, whose answers the business writes. */
const ASKED = /^.*(?<!\p{L})(?:questions?|faqs?|fragen)(?!\p{L})[^:\n?]{0,60}:((?:[^:\n?]{6,140}\?)+)[ \t]*$/gimu;

/** Questions as the prompt states them, with their answers where it has some. */
export function questionsOf(text: string): SectionItem[] {
  const title = (question: string) => capital(question.replace(/^[\s"“„*•-]+|^\s*[QF][:.]\s*/, '').trim());
  const answered = [...text.matchAll(ANSWERED)].map(([, question = '', answer = '']) => ({
    title: title(question),
    text: answer.replace(/^\s*A[:.]\s*/, '').trim(),
  }));
  const open = [...text.matchAll(ASKED)].flatMap(([, list = '']) =>
    [...list.matchAll(/[^?]+\?/g)].map(([question]) => ({ title: title(question) })),
  );
  return [...answered, ...open.filter((one) => !answered.some((other) => other.title === one.title))];
}

/** What is listed right behind one of the words: "services: drains, boilers and bathrooms". */
export function listAfter(text: string, words: string[]): SectionItem[] {
  const word = words
    .map((one) => one.replace(/[^\p{L}\p{N} -]/gu, ''))
    .filter((one) => one.length > 2)
    .join('|');
  if (word === '') return [];
  const head = new RegExp(
    `(?<!\\p{L})(?:${word})(?!\\p{L})\\s*(?:(?:section|part|bereich)\\s*)?(?::|(?:\\s*(?!(?:and|or|und|oder)\\s)\\p{L}+){0,3}\\s*\\(|,?\\s*(?:such as|like|including|namely|are|wie|nämlich|sind)(?!\\p{L}))\\s*`,
    'iu',
  );
  const match = head.exec(text);
  if (!match) return [];
  const rest = text.slice(match.index + match[0].length);
  const bullets = /^\s*(?:[-*•]\s*[^\n]+\n?){2,}/.exec(rest)?.[0];
  const body = bullets ? bullets.replace(/^[\s]*[-*•]\s*/gm, '') : (/^[^.;!?\n)]+/.exec(rest)?.[0] ?? '');
  const items = bullets ? body.split('\n') : listedParts(body);
  const texts = items
    .map((item) =>
      item
        .replace(/^(?:and|und|the|a|an)\s+/i, '')
        .replace(/[<>`]/g, ' ')
        .trim(),
    )
    .filter((item) => item.length > 2 && item.length < 70);
  if (texts.length < 2) return [];
  return texts.map((item) => {
    const [title = item, ...more] = item.split(/\s+[–-]\s+|:\s+/);
    const text = more.join(' – ');
    return { title: capital(title), ...(text ? { text: capital(text) } : {}) };
  });
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const INTERNATIONAL = /(?<![\d\p{L}])(\+\d{1,3}[ \d()/-]{7,18}\d)/u;
const PHONE = /(?:phone|call|tel(?:efon|ephone)?|mobile|whatsapp)[^\d+]{0,20}(\+?\d[\d ()/.-]{5,18}\d)/i;
const STREET =
  /(\d{1,5}[a-z]?\s+(?:\p{Lu}[\p{L}.'’]+\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Square|Boulevard|Blvd|Way|Place)(?!\p{L})(?:,\s*\p{Lu}[\p{L} ]{2,30})?|\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|weg|platz|gasse|allee|ring)\s+\d+[a-z]?(?:,\s*(?:\d{5}\s+)?\p{Lu}[\p{L}-]+)?)/u;

export function contactOf(text: string): { email?: string; phone?: string; address?: string } {
  const email = EMAIL.exec(text)?.[0].replace(/\.$/, '');
  const phone = (PHONE.exec(text) ?? INTERNATIONAL.exec(text))?.[1]?.trim();
  const address = STREET.exec(text)?.[1]?.trim();
  return { ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(address ? { address } : {}) };
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
