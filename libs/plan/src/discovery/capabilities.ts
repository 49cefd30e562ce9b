import { CAPABILITY_WORDS, REFUSED_WORDS } from './capabilityWords.ts';
import type { FoundCapability, Source } from './discovery.ts';
import type { Reading } from './reading.ts';

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

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One pattern for a list of words; an asterisk stands for any ending. */
export function patternOf(words: string): RegExp {
  const parts = words
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
    .toSorted((a, b) => b.length - a.length)
    .map((word) => (word.endsWith('*') ? `${literal(word.slice(0, -1))}[\\p{L}-]*` : literal(word)));
  return new RegExp(`(?<![\\p{L}\\p{N}-])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/** A word belongs to the first capability that has it. */
export const CAPABILITIES = rows(CAPABILITY_WORDS).map(([name = '', what = '', words = '']) => ({
  capability: { name: name.replace('+', ''), built: name.endsWith('+'), what } satisfies Capability,
  pattern: patternOf(words),
}));
const REFUSED = rows(REFUSED_WORDS).map(([what = '', words = '']) => ({ what, pattern: patternOf(words) }));

export interface CapabilityPlace {
  capability: Capability;
  source: Source & { from: 'prompt' };
}

/** Every place that asks for a capability; what is negated asks for none. */
export function capabilityPlaces({ text, tokens }: Reading): CapabilityPlace[] {
  const negated = tokens.filter((token) => token.negated);
  const places: CapabilityPlace[] = [];
  for (const { capability, pattern } of CAPABILITIES) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (negated.some((token) => token.start < end && start < token.end)) continue;
      places.push({ capability, source: { from: 'prompt', start, end, text: match[0] } });
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
  for (const { what, pattern } of REFUSED) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (tokens.some((token) => token.negated && token.start < end && start < token.end)) continue;
      return { what, start, end };
    }
  }
  return undefined;
}
