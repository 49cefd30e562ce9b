import type { EntitySpec, FieldSpec, RoleSpec } from '@appfactory/resources/appBuild';

/** An app with everything stated that its spec and the words of its prompt come to. */
export interface StatedApp {
  title: string;
  /** Accent colour, #rrggbb. */
  accent?: string;
  signUp: 'approval' | 'open';
  roles: RoleSpec[];
  entities: EntitySpec[];
}

/** One line of what is different, for people. */
export interface ChangeLine {
  change: 'added' | 'removed' | 'changed';
  /** What it is about: “Invoices › Due date”. */
  what: string;
  before?: string;
  after?: string;
}

/** A part of what was said that is not done, with the reason. */
export interface NotUnderstood {
  text: string;
  reason: string;
}

/** What somebody said about an app, as a change of its spec. */
export interface SpecChange {
  /** A merge patch of the spec; undefined where there is nothing to change. */
  patch?: Record<string, unknown>;
  lines: ChangeLine[];
  /** What was taken for granted, and what a change means for the rows that are there. */
  notes: string[];
  notUnderstood: NotUnderstood[];
  /** What could be said instead, where something was not understood. */
  tries: string[];
  /** sha256 of the patch and its lines: the same words about the same spec give the same one. */
  hash?: string;
}

/** A clause, and the app that it is about. */
export interface Clause {
  /** Without politeness, quotes made alike. */
  text: string;
  app: StatedApp;
  /** Name of the entity that whoever speaks is looking at. */
  place?: string;
  /** The field of it that they point at. */
  pointed?: { entity: EntitySpec; field: FieldSpec };
  note(text: string): void;
}

/** One thing that can be said. */
export interface Rule {
  /** Something that it knows; tests say it. */
  example: string;
  /**
   * The app as it is then; undefined where the clause says something else.
   * @throws Refusal where it is meant, and cannot be done
   */
  read(clause: Clause): StatedApp | undefined;
}

/** What was said is a change of this kind, but cannot be done as it is said. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** The app with another state of one entity. */
export function withEntity(app: StatedApp, entity: EntitySpec): StatedApp {
  return { ...app, entities: app.entities.map((one) => (one.name === entity.name ? entity : one)) };
}
