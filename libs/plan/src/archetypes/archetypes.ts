import { COMMUNITIES } from './communities.ts';
import { type Archetype, parseArchetypes } from './parseArchetypes.ts';
import { PLACES } from './places.ts';
import { TRADE } from './trade.ts';

/** Every archetype: what apps of a domain usually keep, who uses them, and what they can do. */
export const ARCHETYPES: readonly Archetype[] = [TRADE, PLACES, COMMUNITIES].flatMap(parseArchetypes);
