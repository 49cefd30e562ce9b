import { COLOURS } from './colours.ts';
import type { FoundLook } from './discovery.ts';
import type { Reading } from './reading.ts';

/** Longest first: "lightblue" is not "light" and "blue". */
const NAMES = [...COLOURS.keys()].toSorted((a, b) => b.length - a.length).join('|');

const CONTEXT =
  /\b(colou?rs?|colou?red|theme|accents?|background|buttons?|brand|branding|look|palette|design|style|scheme|headings?|components?|primary|secondary|highlights?|farben?|hintergrund|akzente?|akzentfarbe|farbschema|hausfarben?|knöpfe|schaltflächen|gestaltung|optik|in)\b/i;
const TONES =
  /(?<!\p{L})(modern|minimal|minimalist|minimalistic|clean|playful|elegant|professional|warm|friendly|serious|luxurious|bold|calm|fun|cosy|cozy|rustic|vintage|sleek|colou?rful|fresh|verspielt|schlicht|seriös|freundlich|professionell|edel|gemütlich|rustikal|frisch|klassisch|classic|trustworthy|bright|cheerful|natural|earthy|fröhlich|natürlich|erdig|lebendig|ruhig|ruhige|ruhigen|vertrauenswürdig|dark|dunkel|light and airy)(?!\p{L})/giu;

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Contrast of a colour with white text, 1 to 21 (WCAG 2). */
export const contrastWithWhite = (hex: string): number => 1.05 / (luminance(hex) + 0.05);

/** The colour, darkened until white text on it can be read (4.5 to 1). */
export function readableAccent(hex: string): string {
  let [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
  const toHex = () => `#${[r, g, b].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
  while (contrastWithWhite(toHex()) < 4.5) [r, g, b] = [r * 0.94, g * 0.94, b * 0.94];
  return toHex();
}

const NAMED = [
  /\b(?:app|application|website|site|shop|blog|tool|system|platform|portal|page|it|studio|store|salon|business|company|club|bakery|restaurant|café|cafe|clinic|agency|gym)?\s*(?:is |should be |to be |will be )?(?:called|named|titled)\s+(?:the\s+)?/gi,
  /\b(?:name of the app|app name|title of the app|name der app|titel der app|name der anwendung)(?:\s+(?:is|ist|should be|soll|lautet))?\s*:?\s*/gi,
  /(?<!\p{L})(?:namens|genannt|heißt|heissen soll|soll heißen|mit dem namen)\s+/giu,
];

/** What may be a name: letters, digits and few signs; never markup, quotes or commands. */
export function cleanName(raw: string): string | undefined {
  const name = raw
    .replace(/[^\p{L}\p{N} &'.+-]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.'&+-]+$/, '')
    .trim();
  return name.length >= 2 && name.length <= 60 && /\p{L}/u.test(name) ? name : undefined;
}

function nameIn(text: string): { value: string; start: number; end: number } | undefined {
  for (const pattern of NAMED) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].length;
      const rest = text.slice(start, start + 80);
      const quoted = /^["“”„'‘«]([^"“”'’»\n]{2,60})["“”'’»]/.exec(rest);
      const capitals = /^(\p{Lu}[\p{L}\p{N}'&-]*(?:\s+(?:&\s+)?\p{Lu}[\p{L}\p{N}'&-]*){0,3})/u.exec(rest);
      const raw = quoted?.[1] ?? capitals?.[1];
      const value = raw === undefined ? undefined : cleanName(raw);
      if (value !== undefined) return { value, start, end: start + (quoted?.[0] ?? capitals?.[0] ?? '').length };
    }
  }
  return undefined;
}

/** Colours, tone and name that the prompt wishes. Colours count only where the words around speak of the look. */
/** Words that stand beside colours where a sentence speaks of nothing else: "Soft green", "Schwarz, weiß, etwas Gold". */
const BESIDE =
  /(?<!\p{L})(?:soft|pale|deep|muted|warm|neon|burnt|pastel|light|dark|bright|very|mostly|some|little|lots? of|touch(?:es)? of|hints? of|accents?|tones?|shades?|please|and|or|with|on|a|an|in|the|und|oder|mit|auf|etwas|viel|wenig|ein|sehr|bitte|hell\p{L}*|dunkel\p{L}*|sanft\p{L}*|zart\p{L}*|kräftig\p{L}*|tönen?|farben?|colou?rs?|look|feel|style)(?!\p{L})/giu;

/** Whether a sentence, or what follows its last semicolon, names colours and tones, and speaks of nothing else. */
function isOfLook(sentence: string): boolean {
  const colours = new RegExp(`(?<![\\p{L}-])(?:${NAMES})(?:e[nrsm]?)?(?![\\p{L}])`, 'giu');
  const left =
    sentence
      .replace(colours, ' ')
      .replace(TONES, ' ')
      .replace(BESIDE, ' ')
      .match(/\p{L}{2,}/gu) ?? [];
  return left.length <= 1;
}

export function lookOf({ text, tokens, sentences }: Reading): FoundLook {
  const look: FoundLook = { colours: [], tone: [] };
  const source = (start: number, end: number) => ({
    from: 'prompt' as const,
    start,
    end,
    text: text.slice(start, end),
  });
  const words = new RegExp(
    `#[0-9a-f]{6}\\b|(?<![\\p{L}-])(?:light |dark )?(?:${NAMES})(?:e[nrsm]?)?(?![\\p{L}])`,
    'giu',
  );
  for (const match of text.matchAll(words)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (tokens.some((token) => token.negated && token.start < end && start < token.end)) continue;
    const sentence = sentences.find((one) => one.start <= start && start < one.end);
    const near = text.slice(
      Math.max(sentence?.start ?? 0, start - 45),
      Math.min(sentence?.end ?? text.length, end + 28),
    );
    const word = match[0].toLowerCase().replaceAll(' ', '');
    const plain = word.replace(/^(light|dark)/, '');
    const value = word.startsWith('#')
      ? word
      : (COLOURS.get(word) ?? COLOURS.get(plain) ?? COLOURS.get(word.replace(/e[nrsm]?$/, '')));
    const whole = text.slice(sentence?.start ?? 0, sentence?.end ?? text.length);
    const isLook = isOfLook(whole);
    if (value === undefined || !(isLook || CONTEXT.test(near.replace(match[0], '')))) continue;
    const behind = text.slice(end, end + 22);
    const ahead = text.slice(Math.max(0, start - 30), start);
    const isBackground =
      /^[\s-]*(?:colou?r(?:ed)?\s+)?(?:background|page|hintergrund)/i.test(behind) ||
      /(?:background|hintergrund)(?:farbe|\s+(?:colou?r|is|of|in|should|be|to|as))*[\s:=]*$/i.test(ahead);
    look.colours.push({
      value,
      of: isBackground ? 'background' : 'accent',
      source: source(start, end),
      confidence: 0.8,
    });
  }
  // "Terracotta and cream": the pale one is the ground that the other stands on.
  const pale = look.colours.filter(
    ({ value, of }) => of === 'accent' && luminance(value) > 0.75 && value !== '#ffffff',
  );
  if (!look.colours.some(({ of }) => of === 'background') && look.colours.some(({ value }) => luminance(value) < 0.5))
    for (const colour of pale) colour.of = 'background';
  const accents = look.colours.filter((colour) => colour.of === 'accent');
  // Black and white are no accents where another colour is named too.
  const accent =
    accents.find(({ value }) => !/^#(000000|ffffff|f5f5f5)$/.test(value)) ??
    accents.find(({ value }) => value !== '#ffffff');
  if (accent)
    look.accent = { value: readableAccent(accent.value), source: accent.source, confidence: accent.confidence };
  const colourBehind = new RegExp(`^[\\s-]+(?:${NAMES})(?!\\p{L})`, 'iu');
  for (const match of text.matchAll(TONES)) {
    // "Dark green" is a colour.
    if (colourBehind.test(text.slice(match.index + match[0].length)) && /^(?:dark|dunkel|bright)$/i.test(match[0]))
      continue;
    if (look.tone.length < 4)
      look.tone.push({
        value: match[0].toLowerCase(),
        source: source(match.index, match.index + match[0].length),
        confidence: 0.7,
      });
  }
  const name = nameIn(text);
  if (name) look.name = { value: name.value, source: source(name.start, name.end), confidence: 0.85 };
  return look;
}
