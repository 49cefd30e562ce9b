import { CAPABILITY_WORDS, REFUSED_WORDS } from './capabilityWords.ts';
import type { FoundCapability, Source } from './discovery.ts';
import type { Reading } from './reading.ts';
import { Phrases } from './text/phrases.ts';

/** Something that apps can do beside keeping rows. */
export interface Capability {
  name: string;
  /** Whether every built app has it. */
  built: boolean;
  /** What it is, for a sentence: "taking payments online is not part of this version". */
  what: string;
}

const rows = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((column) => column.trim()));

/** A word belongs to the first capability that has it. */
export const CAPABILITIES = rows(CAPABILITY_WORDS).map(([name = '', what = '', words = '']) => ({
  capability: { name: name.replace('+', ''), built: name.endsWith('+'), what } satisfies Capability,
  phrases: new Phrases(words),
}));
const REFUSED = rows(REFUSED_WORDS).map(([what = '', words = '']) => ({ what, phrases: new Phrases(words) }));

export interface CapabilityPlace {
  capability: Capability;
  source: Source & { from: 'prompt' };
}

/** Every place that asks for a capability; what is negated asks for none. */
export function capabilityPlaces({ text, tokens }: Reading): CapabilityPlace[] {
  const negated = tokens.filter((token) => token.negated);
  const places: CapabilityPlace[] = [];
  for (const { capability, phrases } of CAPABILITIES) {
    for (const match of phrases.in(text)) {
      const [start, end] = [match.index, match.index + match.text.length];
      if (negated.some((token) => token.start < end && start < token.end)) continue;
      places.push({ capability, source: { from: 'prompt', start, end, text: match.text } });
    }
  }
  return places.toSorted((a, b) => a.source.start - b.source.start);
}

export function capabilitiesOf(places: CapabilityPlace[]): FoundCapability[] {
  const found = new Map<string, FoundCapability>();
  for (const { capability, source } of places) {
    if (!found.has(capability.name)) found.set(capability.name, { name: capability.name, source, confidence: 0.9 });
  }
  return [...found.values()];
}

/** What the prompt wants that is not built at all, with the words that ask for it. */
export function refusedIn({ text, tokens }: Reading): { what: string; start: number; end: number } | undefined {
  for (const { what, phrases } of REFUSED) {
    for (const match of phrases.in(text)) {
      const [start, end] = [match.index, match.index + match.text.length];
      if (tokens.some((token) => token.negated && token.start < end && start < token.end)) continue;
      return { what, start, end };
    }
  }
  return undefined;
}
