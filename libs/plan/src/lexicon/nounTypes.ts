import type { FieldType } from '@appfactory/resources/appBuild';

/** A field as the lexicon writes it, before it is known which other entities the app has. */
export interface LexiconField {
  name: string;
  type: FieldType;
  required: boolean;
  unique: boolean;
  values?: string[];
  /** Entity of the lexicon that it refers to. */
  to?: string;
  /** German label, where the field words have one. */
  german?: string;
}

/** One edge of a state machine in the lexicon. */
export interface LexiconTransition {
  from: string;
  to: string;
}

export interface LexiconStates {
  field: string;
  values: string[];
  transitions: LexiconTransition[];
}

export const NOUN_FLAGS = ['person', 'org', 'place', 'calendar', 'gallery', 'board'] as const;
export type NounFlag = (typeof NOUN_FLAGS)[number];

/** A thing that apps keep rows of. */
export interface Noun {
  /** PascalCase name: Invoice. */
  name: string;
  /** Words for it in English, singular, lower case; the first is its own. */
  english: string[];
  /** Words for it in German, as written; the first is the singular, the second its plural where they differ. */
  german: string[];
  fields: LexiconField[];
  states?: LexiconStates;
  flags: NounFlag[];
  /** Name of the lexicon's file. */
  domain: string;
}
