/** Words that tell of a value and name no thing: a list with one of them says what each row has. */
export const VALUE =
  /^(?:(?:a |the |with |and |with a )?(?:short )?(?:name|title|price|date|day|time|age|kind|type|photo|picture|bio|description|status|size|e-?mail|phone|weekday|capacity|number|where|when|whether .*|name|titel|preis|datum|tag|wochentag|uhrzeit|alter|art|foto|bild|beschreibung|gr(?:ö|oe)(?:ß|ss)e))(?:\s.*)?$/iu;

const IN_BRACKETS = /\p{L}\s*\(([^()]{5,400})\)/gu;
const BEHIND_COLON = /\p{L}:\s*([^.;:!?\n()]{5,300})/gu;
/** What a thing costs is no part of its name. */
const AMOUNT = /\s*(?:from |ab )?(?:[$€£]\s?\d|\d[\d.,]*\s?(?:€|eur|usd|chf)).*$/i;

/** What the prompt lists of something, "services (drains, boilers)": in small letters, singular or plural as it stands. */
export function statedThings(prompt: string): ReadonlySet<string> {
  const things = new Set<string>();
  const lists = [
    ...[...prompt.matchAll(IN_BRACKETS)].map(([, list = '']) => ({ list, isBracket: true })),
    ...[...prompt.matchAll(BEHIND_COLON)].map(([, list = '']) => ({ list, isBracket: false })),
  ];
  for (const { list, isBracket } of lists) {
    const parts = list
      .split(/,|;|\/|\s(?:and|und|or|oder)\s/)
      .map((part) => part.replace(AMOUNT, '').trim().toLowerCase())
      .filter(Boolean);
    // A longer list behind a colon names the sections of the page.
    if (parts.length < 2 || parts.some((part) => VALUE.test(part))) continue;
    if (!isBracket && parts.some((part) => SECTION.test(part))) continue;
    for (const part of parts) things.add(part.replace(/^(?:the|a|an|our|die|der|das)\s+/, ''));
  }
  return things;
}

const SECTION =
  /(?:services|prices|pricing|contact|team|faq|hours|testimonials|about|news|events|gallery|leistungen|preise|kontakt|öffnungszeiten|anfahrt|über uns|galerie|termine)/i;
