import type { Language } from '../landing/copy.ts';
import type { SiteLook } from '../landing/landing.ts';

/** A public blog with everything decided: which entities are its posts and comments, and which of their fields it reads. */
export interface PlannedBlog {
  language: Language;
  brand: string;
  description: string;
  look: SiteLook;
  /** Whether the list of posts is the first page too: it is not where a landing page stands there. */
  atHome: boolean;
  /** Whether visitors are meant to sign in too. */
  signIn: boolean;
  post: {
    entity: string;
    title: string;
    slug: string;
    body: string;
    excerpt?: string;
    tags?: string;
    /** The picture above a post and in the list. */
    cover?: string;
    publishedOn: string;
    status: { field: string; published: string };
    /** Properties of references whose row's label stands beside the date: category, author. */
    about: string[];
    /** Other properties that a reader sees below the title. */
    facts: string[];
  };
  comment?: {
    entity: string;
    post: string;
    author: string;
    email?: string;
    body: string;
    status: { field: string; waiting: string; approved: string; rejected: string };
  };
}
