import type { Action, AppKind, FieldType, Question, Scope, StatesSpec, View } from '@appfactory/resources/appBuild';
import type { Language } from './text/language.ts';

/** Where an element comes from. Offsets are UTF-16 units of the prompt. */
export type Source =
  | { from: 'prompt'; start: number; end: number; text: string }
  | { from: 'spec'; path: string }
  | { from: 'document'; name: string }
  | { from: 'archetype'; name: string }
  | { from: 'lexicon'; name: string }
  | { from: 'default'; why: string };

export interface Found {
  source: Source;
  /** How sure it is, 0 to 1. */
  confidence: number;
}

export interface FoundKind extends Found {
  kind: AppKind;
}

export interface FoundRole extends Found {
  /** kebab-case: front-desk. */
  name: string;
  label: string;
  /** Whether whoever signs up as one is in. */
  signsUp: boolean;
  /** Noun of the lexicon that is called so too: Customer. */
  noun?: string;
}

export interface FoundField extends Found {
  name: string;
  label?: string;
  type: FieldType;
  required: boolean;
  unique: boolean;
  values?: string[];
  to?: string;
  currency?: string;
}

export interface FoundEntity extends Found {
  /** PascalCase. */
  name: string;
  label: string;
  plural?: string;
  /** Noun of the lexicon that it was taken for. */
  noun?: string;
  fields: FoundField[];
  states?: StatesSpec & Found;
  views: View[];
  /** The sentence of the prompt that names it. */
  sentence?: string;
}

export interface FoundRelation extends Found {
  kind: 'n-1' | '1-1' | 'n-m' | 'self';
  from: string;
  to: string;
  field: string;
}

export interface FoundPermission extends Found {
  role: string;
  entity: string;
  actions: Action[];
  scope: Scope;
}

export interface FoundPage extends Found {
  title: string;
}

export interface FoundCapability extends Found {
  name: string;
}

export interface FoundLook {
  accent?: { value: string } & Found;
  /** Other colours that the prompt names, for example of the background. */
  colours: ({ value: string; of: 'background' | 'text' | 'accent' } & Found)[];
  tone: ({ value: string } & Found)[];
  name?: { value: string } & Found;
}

/** A clause of the prompt that nothing is built for, with the reason. */
export interface NotBuilt {
  start: number;
  end: number;
  text: string;
  reason: string;
}

/** What a prompt says, as far as it was understood. */
export interface Discovery {
  language: Language;
  kinds: FoundKind[];
  archetypes: { name: string; score: number }[];
  roles: FoundRole[];
  entities: FoundEntity[];
  relations: FoundRelation[];
  permissions: FoundPermission[];
  /** Names of entities that a form with fields of its own makes rows of. */
  forms: string[];
  pages: FoundPage[];
  capabilities: FoundCapability[];
  look: FoundLook;
  notBuilt: NotBuilt[];
  assumptions: string[];
  questions: Question[];
}
