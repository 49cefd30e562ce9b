import type { AppKind, FieldType, View } from '@appfactory/resources/appBuild';

/**
 * What the blueprint writer builds today: the one place to change when it learns more. Whatever stands here as not built
 * ends in the plan's notBuilt where a prompt or a spec asks for it; nothing is left out unsaid. (The model-driven writer
 * is given the whole plan, and may do more.)
 */

/** Field types that a planned entity may have. The writers switch over them, so that the compiler shows what a new one needs. */
export const BUILT_FIELD_TYPES = [
  'string',
  'text',
  'number',
  'integer',
  'money',
  'boolean',
  'enum',
  'date',
  'datetime',
  'email',
  'url',
  'reference',
  'references',
  'image',
  'file',
] as const satisfies readonly FieldType[];
export type BuiltFieldType = (typeof BUILT_FIELD_TYPES)[number];
/** Types whose value is in a column of the row. References to many are rows of a table of their own. */
export type ColumnType = Exclude<BuiltFieldType, 'references'>;

/** The built type that holds the values of one that is not built; undefined where none can. */
export const STAND_IN: Partial<Record<FieldType, BuiltFieldType>> = { phone: 'string', percent: 'number' };

/** Kinds of apps that are built with their own structure; the others get the pages of an app. */
export const BUILT_KINDS: Record<AppKind, boolean> = {
  app: true,
  landing: true,
  dashboard: true,
  shop: true,
  blog: true,
};

/** What a prompt may ask for beside rows that a kind brings with it; names of discovery/capabilities.ts. */
export const KIND_CAPABILITIES: Partial<Record<AppKind, readonly string[]>> = {
  landing: ['publicPages', 'contactForm', 'seo'],
  blog: ['publicPages', 'comment', 'moderate', 'rss', 'markdown', 'seo'],
  dashboard: ['charts', 'import', 'export', 'report'],
  shop: ['publicPages', 'cart', 'pay', 'upload', 'gallery', 'notify', 'shippingRates', 'seo'],
};

export const BUILT_VIEWS: Record<View, boolean> = { table: true, calendar: true, gallery: true, board: false };

/** What the plan may hold beside entities. */
export const BUILT_PARTS = {
  /** Roles beside owner and member. */
  roles: true,
  /** Who may do what with which rows, of those who are signed in. */
  permissions: true,
  /** What visitors without an account may do. */
  visitors: false,
  /** Limits of the owner, who gives out the roles. */
  ownerLimits: false,
  /** Steps from state to state as buttons, for those who may; the field itself is built as an enum. */
  transitions: true,
};

export function hasColumn<Field extends { type: BuiltFieldType }>(field: Field): field is Field & { type: ColumnType } {
  return field.type !== 'references';
}

/** Whether values are files: the column holds the id of one. */
export function isFile({ type }: { type: FieldType }): boolean {
  return type === 'image' || type === 'file';
}

export function isBuiltType(type: FieldType): type is BuiltFieldType {
  return (BUILT_FIELD_TYPES as readonly string[]).includes(type);
}
