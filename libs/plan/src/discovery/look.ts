import type { FoundLook } from './discovery.ts';
import type { Reading } from './reading.ts';

/** Colours by name, as people and CSS call them, in English and German. */
const COLOURS: Record<string, string> = Object.fromEntries(
  `black #000000, white #ffffff, gray #6b7280, grey #6b7280, silver #c0c0c0, charcoal #36454f, slate #475569, red #dc2626, crimson #dc143c, maroon #800000, burgundy #800020, coral #ff7f50, salmon #fa8072, tomato #ff6347, orange #ea580c, amber #d97706, gold #b8860b, yellow #eab308, mustard #b58b00, olive #808000, lime #65a30d, green #16a34a, forestgreen #228b22, emerald #059669, mint #3eb489, sage #6b8e6b, teal #0d9488, turquoise #14b8a6, cyan #0891b2, aqua #06b6d4, blue #2563eb, skyblue #0ea5e9, navy #1e3a8a, navyblue #1e3a8a, royalblue #4169e1, steelblue #4682b4, indigo #4f46e5, violet #7c3aed, purple #7e22ce, lavender #967bb6, plum #8e4585, magenta #c026d3, fuchsia #c026d3, pink #db2777, hotpink #ff69b4, rose #e11d48, brown #8b4513, chocolate #7b3f00, tan #d2b48c, beige #f5f5dc, ivory #fffff0, cream #fffdd0, khaki #bdb76b, peach #e9967a, lightblue #add8e6, lightgreen #90ee90, lightgray #d3d3d3, darkblue #00008b, darkgreen #006400, darkred #8b0000, midnightblue #191970, seagreen #2e8b57, whitesmoke #f5f5f5, mintcream #f5fffa, aliceblue #f0f8ff, lavenderblush #fff0f5, honeydew #f0fff0, schwarz #000000, weiß #ffffff, weiss #ffffff, grau #6b7280, rot #dc2626, gelb #eab308, grün #16a34a, blau #2563eb, lila #7e22ce, violett #7c3aed, rosa #db2777, braun #8b4513, türkis #14b8a6, dunkelblau #1e3a8a, hellblau #0ea5e9, dunkelgrün #006400, hellgrün #65a30d, dunkelrot #8b0000, weinrot #800020, petrol #0f5e6b`
    .split(', ')
    .map((pair) => pair.split(' ') as [string, string]),
);

const CONTEXT =
  /\b(colou?rs?|colou?red|theme|accents?|background|buttons?|brand|branding|look|palette|design|style|scheme|headings?|components?|primary|secondary|highlights?|farben?|hintergrund|akzente?|akzentfarbe|farbschema|hausfarben?|knöpfe|schaltflächen|gestaltung|optik|in)\b/i;
const TONES =
  /\b(modern|minimal|minimalist|minimalistic|clean|playful|elegant|professional|warm|friendly|serious|luxurious|bold|calm|fun|cosy|cozy|rustic|vintage|sleek|colou?rful|fresh|verspielt|schlicht|seriös|freundlich|professionell|edel|gemütlich|rustikal|frisch|klassisch|classic|dark)\b/gi;

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
export function lookOf({ text, tokens, sentences }: Reading): FoundLook {
  const look: FoundLook = { colours: [], tone: [] };
  const source = (start: number, end: number) => ({
    from: 'prompt' as const,
    start,
    end,
    text: text.slice(start, end),
  });
  const words = new RegExp(
    `#[0-9a-f]{6}\\b|(?<![\\p{L}-])(?:light |dark )?(?:${Object.keys(COLOURS).join('|')})(?:e[nrsm]?)?(?![\\p{L}])`,
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
      : (COLOURS[word] ?? COLOURS[plain] ?? COLOURS[word.replace(/e[nrsm]?$/, '')]);
    if (value === undefined || !CONTEXT.test(near.replace(match[0], ''))) continue;
    const behind = text.slice(end, end + 22);
    const ahead = text.slice(Math.max(0, start - 30), start);
    const isBackground =
      /^[\s-]*(?:colou?r(?:ed)?\s+)?(?:background|page|hintergrund)/i.test(behind) ||
      /(?:background|hintergrund)[\s\w:]*$/i.test(ahead);
    look.colours.push({
      value,
      of: isBackground ? 'background' : 'accent',
      source: source(start, end),
      confidence: 0.8,
    });
  }
  const accents = look.colours.filter((colour) => colour.of === 'accent');
  // Black and white are no accents where another colour is named too.
  const accent =
    accents.find(({ value }) => !/^#(000000|ffffff|f5f5f5)$/.test(value)) ??
    accents.find(({ value }) => value !== '#ffffff');
  if (accent)
    look.accent = { value: readableAccent(accent.value), source: accent.source, confidence: accent.confidence };
  for (const match of text.matchAll(TONES)) {
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
