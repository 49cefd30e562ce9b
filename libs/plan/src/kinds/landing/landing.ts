import type { Language } from './copy.ts';

/** How a section is laid out. */
export type SectionLayout = 'text' | 'cards' | 'people' | 'prices' | 'quotes' | 'hours' | 'questions' | 'form';

/** One thing of a section: a service, a question, a line of the opening hours. */
export interface SectionItem {
  title: string;
  text?: string;
  /** A price or a time: short, beside the title. */
  note?: string;
}

/** Rows of an entity that a section shows, with the fields that visitors may see and no other. */
export interface SectionRows {
  entity: string;
  /** Properties of the planned fields. */
  title: string;
  text?: string;
  facts: string[];
  /** Only rows whose field has one of these values are public. */
  only?: { field: string; values: (string | boolean)[] };
}

export interface LandingSection {
  /** Its anchor: unique on the page. */
  id: string;
  layout: SectionLayout;
  title: string;
  lead?: string;
  /** What the prompt states; where the section has rows too, it is shown while there are none. */
  items: SectionItem[];
  rows?: SectionRows;
  /** What stands there while there is nothing to show. */
  empty?: string;
  /** The entity that the section's form makes a row of. */
  form?: string;
}

/** A form that whoever visits the page can send. */
export interface LandingForm {
  entity: string;
  /** Properties of the fields that it asks for. */
  fields: string[];
  submit: string;
  /** Heading and text once it is sent. */
  done: string;
  doneText: string;
}

/** What a prompt wishes of the look of its public pages. */
export interface SiteLook {
  accent?: string;
  background?: string;
  tone: 'plain' | 'warm' | 'elegant' | 'playful' | 'bold';
}

/** A public page with everything decided: its words, its sections, its forms. */
export interface PlannedLanding {
  language: Language;
  /** Stands in the header: the name of the business. */
  brand: string;
  headline: string;
  lead: string;
  /** One sentence for search engines. */
  description: string;
  look: SiteLook;
  sections: LandingSection[];
  forms: LandingForm[];
  contact: { email?: string; phone?: string; address?: string };
  /** Whether visitors are meant to sign in too: the header says so. The owner finds it in the footer otherwise. */
  signIn: boolean;
}
