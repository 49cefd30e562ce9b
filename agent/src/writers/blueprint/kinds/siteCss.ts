import type { SiteLook } from '@appfactory/plan/kinds/landing/landing';
import { type Colour, parseColour, printColour, readableOn } from '@appfactory/resources/colour';

const SANS = 'var(--font-geist-sans), ui-sans-serif, system-ui, sans-serif';
const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, serif';
const ROUND =
  'ui-rounded, "SF Pro Rounded", "Hiragino Maru Gothic ProN", Quicksand, "Varela Round", var(--font-geist-sans), sans-serif';

interface Type {
  font: string;
  weight: number;
  tracking: string;
  radius: string;
  /** Chroma and hue of the paper where the prompt names no background; no hue: that of the accent. */
  paper: { chroma: number; hue?: number; lightness: number };
}

const TYPES: Record<SiteLook['tone'], Type> = {
  plain: { font: SANS, weight: 600, tracking: '-0.03em', radius: '0.75rem', paper: { chroma: 0, lightness: 1 } },
  bold: { font: SANS, weight: 700, tracking: '-0.045em', radius: '0.5rem', paper: { chroma: 0, lightness: 1 } },
  warm: {
    font: SERIF,
    weight: 500,
    tracking: '-0.015em',
    radius: '1rem',
    paper: { chroma: 0.012, hue: 85, lightness: 0.984 },
  },
  elegant: {
    font: SERIF,
    weight: 400,
    tracking: '-0.01em',
    radius: '0.125rem',
    paper: { chroma: 0.005, hue: 90, lightness: 0.988 },
  },
  playful: {
    font: ROUND,
    weight: 700,
    tracking: '-0.02em',
    radius: '1.5rem',
    paper: { chroma: 0.014, lightness: 0.984 },
  },
};

const DEFAULT_ACCENT: Colour = { lightness: 0.52, chroma: 0.17, hue: 268 };
const WHITE = '#ffffff';

/** Colours of one scheme as custom properties, every pair of text and ground readable (WCAG AA; body text AAA). */
function scheme(accent: Colour, paper: Colour, isDark: boolean): string[] {
  const hue = accent.chroma < 0.02 ? paper.hue : accent.hue;
  const tint = Math.min(0.03, accent.chroma * 0.25);
  // Near black a step of lightness is none that anybody sees.
  const base = isDark ? Math.max(paper.lightness, 0.12) : paper.lightness;
  const shift = (by: number, chroma = paper.chroma): Colour => ({
    lightness: base + (isDark ? by : -by),
    chroma,
    hue: paper.hue,
  });
  /** A line that can be seen, on black paper too. */
  const edge = (colour: Colour, least: number) =>
    readableOn({ ...colour, chroma: Math.max(paper.chroma, 0.006) }, [background, card], least, towards);
  const towards = isDark ? 'light' : 'dark';
  const background = printColour(paper);
  const muted = printColour({
    ...shift(isDark ? 0.03 : 0.022),
    chroma: Math.max(paper.chroma, tint * 0.4),
    hue: paper.chroma > 0.004 ? paper.hue : hue,
  });
  const card = printColour(
    isDark
      ? shift(0.035)
      : paper.lightness > 0.99
        ? paper
        : { ...paper, lightness: Math.min(1, paper.lightness + 0.012), chroma: paper.chroma * 0.5 },
  );
  const soft = printColour({
    lightness: base + (isDark ? 0.11 : -0.045),
    chroma: isDark ? tint * 2 : tint,
    hue,
  });
  const grounds = [background, muted, card];
  const foreground = readableOn({ lightness: isDark ? 0.94 : 0.24, chroma: 0.014, hue }, grounds, 7, towards);
  const quiet = readableOn({ lightness: isDark ? 0.72 : 0.52, chroma: 0.016, hue }, [...grounds, soft], 4.6, towards);
  const text = readableOn(
    { ...accent, lightness: isDark ? 0.78 : Math.min(accent.lightness, 0.5) },
    [...grounds, soft],
    4.6,
    towards,
  );
  const isGrey = accent.chroma < 0.02;
  const primaryColour: Colour =
    isGrey && isDark
      ? { lightness: 0.93, chroma: 0, hue }
      : { ...accent, lightness: isDark ? Math.max(accent.lightness, 0.5) : accent.lightness };
  // Yellow stays yellow, and what stands on it is dark.
  const isBright = accent.lightness > 0.72 && accent.chroma > 0.09;
  const onPrimary = (isGrey && isDark) || isBright ? '#14120f' : WHITE;
  const primary = readableOn(primaryColour, [onPrimary], 4.6, onPrimary === WHITE ? 'dark' : 'light');
  const hovered = parseColour(primary);
  const hover = printColour({
    ...hovered,
    lightness: isBright ? Math.min(0.97, hovered.lightness + 0.04) : Math.max(0, hovered.lightness - 0.05),
  });
  return [
    `--background: ${background};`,
    `--foreground: ${foreground};`,
    `--card: ${card};`,
    `--card-foreground: ${foreground};`,
    `--muted: ${muted};`,
    `--muted-foreground: ${quiet};`,
    `--primary: ${primary};`,
    `--primary-hover: ${hover};`,
    `--primary-foreground: ${onPrimary};`,
    `--primary-soft: ${soft};`,
    `--primary-text: ${text};`,
    `--border: ${edge(shift(0.085), 1.2)};`,
    `--input: ${edge(shift(0.16), 1.55)};`,
    `--ring: ${text};`,
    `--destructive-text: ${readableOn({ lightness: isDark ? 0.75 : 0.51, chroma: 0.17, hue: 25 }, grounds, 4.6, towards)};`,
  ];
}

/** The ground that a prompt wishes, moved out of the middle where no text could be read on it. */
function groundOf(wish: string): Colour {
  const colour = parseColour(wish);
  if (colour.lightness >= 0.5)
    return { ...colour, lightness: Math.max(colour.lightness, 0.86), chroma: Math.min(colour.chroma, 0.08) };
  return { ...colour, lightness: Math.min(colour.lightness, 0.3), chroma: Math.min(colour.chroma, 0.1) };
}

/** src/features/site/site.css: the look of the public pages, laid over the app's own. */
export function siteCss(look: SiteLook): string {
  const accent = look.accent ? parseColour(look.accent) : DEFAULT_ACCENT;
  const type = TYPES[look.tone];
  const wished = look.background ? groundOf(look.background) : undefined;
  const hue = type.paper.hue ?? accent.hue;
  const light = wished ?? { lightness: type.paper.lightness, chroma: type.paper.chroma, hue };
  const night: Colour = {
    lightness: 0.185,
    chroma: Math.min(0.014, Math.max(light.chroma, 0.006)),
    hue: light.chroma > 0.004 ? light.hue : accent.hue,
  };
  // A page that is wished dark is dark for everybody.
  const isAlwaysDark = light.lightness < 0.5;
  const block = (selector: string, lines: string[]) => [`${selector} {`, ...lines.map((line) => `  ${line}`), '}', ''];
  return [
    '/* The look of the public pages: laid over the tokens of src/app/globals.css, which the app behind them keeps. */',
    ...block('.site', [
      `--radius: ${type.radius};`,
      `--site-heading: ${type.font};`,
      `--site-weight: ${type.weight};`,
      `--site-tracking: ${type.tracking};`,
      ...scheme(accent, light, isAlwaysDark),
      ...(isAlwaysDark ? ['color-scheme: dark;'] : []),
    ]),
    ...block('.dark .site', scheme(accent, isAlwaysDark ? light : night, true)),
    ...block('html:has(.site)', ['scroll-behavior: smooth;', 'scroll-padding-top: 5rem;']),
    ...block('.site :is(h1, h2, .site-brand)', [
      'font-family: var(--site-heading);',
      'font-weight: var(--site-weight);',
      'letter-spacing: var(--site-tracking);',
      'text-wrap: balance;',
    ]),
    '/* Two soft lights in the colour of the house behind the first words. */',
    ...block('.site-glow', [
      'background:',
      '  radial-gradient(60rem 30rem at 85% -10%, color-mix(in oklab, var(--primary) 16%, transparent), transparent 70%),',
      '  radial-gradient(40rem 24rem at -10% 20%, color-mix(in oklab, var(--primary) 9%, transparent), transparent 70%);',
    ]),
    ...block('.site summary::-webkit-details-marker', ['display: none;']),
    '@media (prefers-reduced-motion: reduce) {',
    '  html:has(.site) {',
    '    scroll-behavior: auto;',
    '  }',
    '}',
    '',
  ].join('\n');
}
