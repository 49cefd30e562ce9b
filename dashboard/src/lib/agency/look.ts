import { type Colour, contrast, parseColour, printColour, readableOn } from '@appfactory/resources/colour';

/** As the gateway gives it: everything may be left out. */
export interface Look {
  name?: string | null;
  logo?: string | null;
  colours?: { accent?: string | null; background?: string | null } | null;
}

/** Least contrast of text and ground (WCAG 2 AA). */
const LEAST = 4.5;
const HUE = 265;

interface Theme {
  prefix: string;
  /** The grounds on which the accent is written; those of app.css. */
  grounds: string[];
  towards: 'dark' | 'light';
  soft: { lightness: number; chroma: number };
  frame: { least: number; most: number };
}

const ground = (lightness: number, chroma: number) => printColour({ lightness, chroma, hue: HUE });
const THEMES: Record<'light' | 'dark', Theme> = {
  light: {
    prefix: '--brand-',
    grounds: [ground(1, 0), ground(0.952, 0.004)],
    towards: 'dark',
    soft: { lightness: 0.955, chroma: 0.03 },
    frame: { least: 0.94, most: 1 },
  },
  dark: {
    prefix: '--brand-dark-',
    grounds: [ground(0.155, 0.006), ground(0.235, 0.01)],
    towards: 'light',
    soft: { lightness: 0.27, chroma: 0.06 },
    frame: { least: 0.13, most: 0.21 },
  },
};
const HEX = /^#[0-9a-f]{6}$/;

/** A colour as the platform takes it; undefined for what is none. */
export function colourOf(text: string | null | undefined): string | undefined {
  const colour = text?.trim().toLowerCase();
  return colour !== undefined && HEX.test(colour) ? colour : undefined;
}

/** The accent as it is shown in a theme: its hue, darker or lighter until it can be read. */
export function accentIn(theme: 'light' | 'dark', accent: string): string {
  const { grounds, towards, soft } = THEMES[theme];
  const colour = parseColour(accent);
  // Black and white are where the way to a colour that can be read begins, not its end.
  const lightness = Math.min(0.99, Math.max(0.01, colour.lightness));
  return readableOn({ ...colour, lightness }, [...grounds, printColour(softOf(colour, soft))], LEAST, towards);
}

/** How well the accent itself can be read on white, 1 to 21. */
export function contrastOnWhite(accent: string): number {
  return contrast(accent, '#ffffff');
}

export function canBeRead(accent: string): boolean {
  return contrastOnWhite(accent) >= LEAST;
}

/** Every custom property that a look may set. */
export const LOOK_PROPERTIES = Object.values(THEMES).flatMap(({ prefix }) =>
  ['accent', 'accent-soft', 'on-accent', 'frame'].map((name) => prefix + name),
);

/** The custom properties (of app.css) that give both themes these colours. */
export function lookProperties({ colours }: Look): Record<string, string> {
  const accent = colourOf(colours?.accent);
  const background = colourOf(colours?.background);
  const properties: Record<string, string> = {};
  for (const name of ['light', 'dark'] as const) {
    const { prefix, soft, frame } = THEMES[name];
    if (accent) {
      const shown = accentIn(name, accent);
      properties[`${prefix}accent`] = shown;
      properties[`${prefix}accent-soft`] = printColour(softOf(parseColour(accent), soft));
      properties[`${prefix}on-accent`] = contrast(shown, '#ffffff') >= LEAST ? '#ffffff' : '#111111';
    }
    if (background) {
      const { lightness, chroma, hue } = parseColour(background);
      const within = Math.min(frame.most, Math.max(frame.least, lightness));
      properties[`${prefix}frame`] = printColour({ lightness: within, chroma: Math.min(chroma, 0.03), hue });
    }
  }
  return properties;
}

function softOf({ chroma, hue }: Colour, soft: Theme['soft']): Colour {
  return { lightness: soft.lightness, chroma: Math.min(chroma, soft.chroma), hue };
}
