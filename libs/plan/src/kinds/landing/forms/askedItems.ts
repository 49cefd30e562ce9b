/** One thing that a form asks for, in the words of the prompt. */
export interface AskedItem {
  words: string;
  /** What stands in brackets behind it, or behind a colon: its choices, or how it is meant. */
  bracket?: string;
}

/** Splits at signs and words that stand outside of brackets and quotation marks. */
function splitOutside(text: string, sign: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')') depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    const match = new RegExp(sign.source, 'iy');
    match.lastIndex = at;
    const found = match.exec(text);
    if (!found || found[0] === '') continue;
    parts.push(text.slice(from, at));
    from = at + found[0].length;
    at = from - 1;
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim()).filter(Boolean);
}

const ARTICLE =
  /^(?:(?:and|und|sowie|plus|also|auch|their|his|her|the|a|an|your|our|its|der|die|das|den|dem|ein(?!\s+paar)|eine|einen|einem|ihr|ihre|ihren|sein|seine|seinen|deren)\s+)+(?=\S)/i;
/** What tells more about the items before it, and is said once: "name and phone of the parents". */
const OF = /\s((?:of (?:the |your |their )?|des |der |vom |von der )\p{L}+(?:'s)?)$/iu;

/** The things that a list asks for: "name, size (small, large), kind: road or mountain, and whether you have a light". */
export function itemsOf(list: string): AskedItem[] {
  const commas = joinedChoices(splitOutside(list, /,|;|\n|\s\+\s|\s&\s/));
  const parts = commas.flatMap((part) => (/:/.test(part) ? [part] : splitAnd(part)));
  return parts.flatMap((part): AskedItem[] => {
    const colon = /^([^:(]{2,50}):\s+(.+)$/.exec(part);
    const bracket = /\s*\(([^()]*)\)\s*/.exec(part);
    const words = (colon?.[1] ?? part.replace(/\s*\([^()]*\)?/, ' '))
      .replace(/[.!?:]+$/, '')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(ARTICLE, '')
      .replace(/^["“„']|["”“']$/g, '');
    if (words.length < 2 || words.length > 90) return [];
    const said = colon?.[2] ?? bracket?.[1];
    return [{ words, ...(said ? { bracket: said.trim() } : {}) }];
  });
}

/** "Size: quarter, half or whole plot" is one thing, whose choices go on to the "or". */
function joinedChoices(parts: string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? '';
    if (/^[^:(]{2,50}:\s+\S/.test(part) && !OR.test(part)) {
      const end = parts.findIndex((other, index) => index > at && index <= at + 6 && OR.test(other));
      const isChoices = end > at && parts.slice(at + 1, end + 1).every((other) => other.split(/\s+/).length <= 5);
      if (isChoices) {
        joined.push(parts.slice(at, end + 1).join(', '));
        at = end;
        continue;
      }
    }
    joined.push(part);
  }
  return joined;
}

const OR = /(?<!\p{L})(?:or|oder)(?!\p{L})/iu;

function splitAnd(part: string): string[] {
  const pieces = splitOutside(part, /\s(?:and|und|sowie|plus)\s/);
  const count = /^(number of|how many|anzahl(?: der)?|wie viele)\s/i.exec(pieces[0] ?? '')?.[0];
  const of = OF.exec(pieces.at(-1) ?? '')?.[1];
  return pieces.map((piece, at) => {
    // "The number of adults and children" are two numbers.
    if (at > 0 && count && /^\p{L}+$/u.test(piece)) return `${count}${piece}`;
    if (
      at < pieces.length - 1 &&
      of &&
      /^(?:name|names?|address|phone|email|e-mail|telefon\w*|adresse)$/i.test(piece.replace(ARTICLE, ''))
    )
      return `${piece} ${of}`;
    return piece;
  });
}

/** What brackets or a colon offer to choose from; undefined where they say something else. */
export function choicesOf(said: string | undefined): string[] | undefined {
  if (
    !said ||
    /^(?:e\.?\s?g|for example|such as|like|z\.?\s?b|zum beispiel|wie|optional|required|max|min|if)(?!\p{L})/iu.test(
      said,
    )
  )
    return undefined;
  const isSizes = /^(?:(?:small|medium|large|big|s|m|l|xs|xl|xxl|klein|mittel|gro(?:ß|ss))\s*){2,}$/i.test(said);
  const parts = isSizes ? said.split(/\s+/) : splitOutside(said, /,|;|\/|\||\s(?:or|oder|and|und)\s/);
  const values = parts
    .map((part) =>
      part
        .replace(/^(?:or|oder|and|und)\s+/i, '')
        .replace(/[.!]+$/, '')
        .replace(/^["“„']|["”“']$/g, '')
        .trim(),
    )
    .filter((part) => part !== '' && part.length <= 60);
  const distinct = [
    ...new Map(values.map((value) => [value.toLowerCase(), value.charAt(0).toUpperCase() + value.slice(1)])).values(),
  ];
  return distinct.length >= 2 && distinct.length <= 20 && distinct.every((value) => value.split(/\s+/).length <= 7)
    ? distinct
    : undefined;
}
