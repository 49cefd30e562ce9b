import type { Mention } from './mentions.ts';

/** What speaks for a mention being a thing that the app keeps. */
export interface Evidence {
  rule: string;
  weight: number;
}

export interface Candidate extends Mention {
  /** Key of its mention, before it was settled what the word means. */
  said: string;
  evidence: Evidence[];
  score: number;
}

/** Score from which a candidate is an entity, by what it is. */
export const THRESHOLD = 0.499;

export const sum = (evidence: Evidence[]) => evidence.reduce((total, { weight }) => total + weight, 0);
