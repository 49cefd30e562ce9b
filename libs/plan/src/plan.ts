import type {
  AppKind,
  EntitySpec,
  FieldSpec,
  PermissionSpec,
  Question,
  RoleSpec,
  View,
} from '@appfactory/resources/appBuild';
import type { BuiltFieldType } from './built.ts';
import type { PlannedBlog } from './kinds/blog/blog.ts';
import type { PlannedFigures } from './kinds/dashboard/figures.ts';
import type { PlannedLanding } from './kinds/landing/landing.ts';
import type { PlannedShop } from './kinds/shop/shop.ts';

/** Who is at the browser during a check. */
export type Actor =
  /** The owner of the app, signed in. */
  | 'owner'
  /** Somebody without an account. */
  | 'visitor'
  /** Somebody with an account that no owner has let in, or with a made-up session. */
  | 'stranger'
  /** Somebody whom the owner gave this role: role:technician. */
  | `role:${string}`;

/**
 * One thing that a person does or sees in the browser. Names are what assistive technology would announce; `text` is
 * matched as a person reads it (white space folded); a name and an option match whole, never a part. In every text `{run}`
 * becomes a short token of letters and digits that is new for each run of a check, `{number}` a whole number of six digits
 * and `{date}` a date (yyyy-mm-dd) that are new in the same way; `{today}` is the day of the run, and `{lastMonth}` the first
 * day of the month before it.
 */
export type Step =
  | { do: 'open'; path: string }
  | { do: 'reload' }
  | { do: 'click'; role: 'button' | 'link' | 'menuitem' | 'tab'; name: string; within?: string }
  /** `within` is the name of the region or dialog that holds the control, where two of a label are on one page. */
  | { do: 'fill'; label: string; value: string; within?: string }
  /** A native or custom select, a radio group or a picker of related rows: open it and take the option of this name. */
  | { do: 'choose'; label: string; option: string; within?: string }
  | { do: 'check'; label: string; on: boolean; within?: string }
  /** Gives the file input of this label a file; its content is text, or bytes in base64. */
  | { do: 'upload'; label: string; file: string; content: string; encoding?: 'base64' }
  /** Clicks what hands out a text file, and reads that: it holds each text of `see` and none of `notSee`. */
  | { do: 'download'; role: 'button' | 'link'; name: string; see: string[]; notSee: string[] }
  | { do: 'see'; text: string; in?: 'table' | 'main' | 'heading' | 'dialog' | 'page' }
  | { do: 'notSee'; text: string; in?: 'table' | 'main' | 'heading' | 'dialog' | 'page' }
  /** A picture of this name has been loaded and is shown. */
  | { do: 'seePicture'; name: string }
  /** The message that belongs to the field of this label (aria-describedby) holds the text. */
  | { do: 'seeError'; label: string; text: string; within?: string }
  | { do: 'seeValue'; label: string; value: string; within?: string }
  | { do: 'at'; path: string }
  /** No such control is on the page. Look for something first that comes with it: a page that is still empty has none. */
  | { do: 'missing'; role: 'button' | 'link'; name: string }
  /** From here on, `{row}` is the path of this page, also for whoever goes on. */
  | { do: 'remember' }
  /** Somebody else goes on, in a browser of their own; who comes back finds it as they left it. */
  | { do: 'become'; actor: Actor };

/** An acceptance check. Its name is unique in the plan. */
export interface Check {
  name: string;
  as: Actor;
  steps: Step[];
}

/** A field with everything decided that the spec may leave open. */
export interface PlannedField extends Omit<FieldSpec, 'type'> {
  type: BuiltFieldType;
  label: string;
  /** Key of the value in rows, forms and actions, safe in TypeScript and as an input's name: dueDate, clientId. */
  property: string;
  /** Column in the database, snake_case. */
  column: string;
  /** Of references to many: the table of the pairs, and its variable. */
  link?: { table: string; variable: string };
  /** markdown: long text with a preview beside its editor. */
  format?: 'markdown';
  /** Name of the field whose text this one is made from, in the letters of an address, where it is left empty. */
  slugOf?: string;
  /** What a whole number is in the form of a new row, until somebody types another. */
  startsAs?: number;
}

/** A step from state to state, with everything decided that the spec may leave open. */
export interface PlannedTransition {
  name: string;
  /** Text of the button. */
  label: string;
  from: string[];
  to: string;
  /** Who may take it; absent: whoever may update the row. */
  roles?: string[];
}

export interface PlannedStates {
  /** Name of the enum field that holds the state. */
  field: string;
  initial: string;
  transitions: PlannedTransition[];
  /** The steps were assumed: beside their buttons, the state may be chosen in the form. Absent: steps only. */
  free?: true;
}

/** An entity with everything decided that the spec may leave open. */
export interface PlannedEntity extends Omit<EntitySpec, 'fields' | 'states' | 'permissions' | 'views'> {
  /** PascalCase, singular: Client. */
  name: string;
  /** Name of the row's type in the code: the entity's name unless TypeScript, React or the template means something by it. */
  type: string;
  label: string;
  plural: string;
  /** camelCase, singular, safe as a variable: client. */
  variable: string;
  /** camelCase, plural, safe as a variable: the Drizzle table: clients. */
  tableVariable: string;
  /** kebab-case, plural: the folder of its feature and the path of its pages: clients. */
  slug: string;
  /** snake_case, plural: clients. */
  table: string;
  /** Field that stands for a row in pickers and titles. */
  labelField: string;
  fields: PlannedField[];
  /** The life of a row, where it has one. `field` names one of `fields`; every state is among its values. */
  states?: PlannedStates;
  /** Who may do what; absent: whoever is signed in may do everything. A role that is not named may do nothing. */
  permissions?: PermissionSpec[];
  /** How rows are shown, first what is shown first; absent: a table. */
  views?: View[];
}

/** A role with everything decided that the spec may leave open. */
export interface PlannedRole extends RoleSpec {
  label: string;
  description: string;
}

/** Something that the app should be able to do, beside keeping rows. */
export interface PlannedCapability {
  /** Name in libs/plan/src/discovery/capabilities.ts: search, notify, pay. */
  name: string;
  /** Words of the prompt that ask for it. */
  serves: string;
}

export interface PlannedFeature {
  /** Stable: foundation, landing, blog, shop, dashboard, or entity-<slug>, or entity-<slug>+<slug> where two refer to each other. */
  id: string;
  title: string;
  kind: 'foundation' | 'entity' | 'landing' | 'blog' | 'shop' | 'dashboard';
  /** Names of the entities that it brings. */
  entities: string[];
  /** Ids of features that must be there first. */
  dependsOn: string[];
  /** The sentence or the part of the spec that it serves. */
  serves: string;
  /** sha256 over everything that the feature's code is made from: equal hash, nothing to build again. */
  hash: string;
  checks: Check[];
}

/** The expanded spec: what is built, in which order, and how each part is proven. */
export interface Plan {
  version: 1;
  app: {
    name: string;
    title: string;
    description: string;
    signUp: 'approval' | 'open';
    accent?: string;
  };
  template: string;
  /** Absent: an app. */
  kinds?: AppKind[];
  /** Roles beside owner, member and visitor; absent: there are none. */
  roles?: PlannedRole[];
  capabilities?: PlannedCapability[];
  entities: PlannedEntity[];
  /** The public page at /, where one is planned. */
  landing?: PlannedLanding;
  /** The public blog, where one is planned. */
  blog?: PlannedBlog;
  /** The public shop, where one is planned. */
  shop?: PlannedShop;
  /** Charts, comparison, import and export, where the app is a dashboard. */
  figures?: PlannedFigures;
  features: PlannedFeature[];
  assumptions: string[];
  notBuilt: string[];
  /** What would change the plan most, with the answers that were taken; absent: nothing. */
  questions?: Question[];
  /** sha256 over the whole plan without this field. */
  hash: string;
}
