import { z } from 'zod';
import { cel } from './meta.ts';

/** Types of a field that an entity may have. */
export const FIELD_TYPES = [
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
  'phone',
  'percent',
] as const;

/** Names of entities that the built app needs for itself (Auth.js tables, roles, uploads, the outbox). */
export const RESERVED_ENTITIES = ['user', 'account', 'session', 'verificationtoken', 'authenticator', 'upload'];
/** Names of fields that every row has anyway, or that JavaScript objects carry. */
export const RESERVED_FIELDS = ['id', 'createdAt', 'updatedAt', 'constructor', 'prototype', 'toString', 'valueOf'];

/** Kinds of apps, each with a structure of its own. */
export const APP_KINDS = ['landing', 'dashboard', 'app', 'shop', 'blog'] as const;
/** Features that bring no entity, by the names that an order knows them by. */
export const FEATURE_NAMES = ['landing', 'blog', 'shop', 'dashboard'] as const;
/** Roles that every app has: its owner, whoever else is signed in, and whoever is not. */
export const BUILT_IN_ROLES = ['owner', 'member', 'visitor'] as const;
export const ACTIONS = ['read', 'create', 'update', 'delete'] as const;
export const SCOPES = ['all', 'own'] as const;
export const VIEWS = ['table', 'calendar', 'gallery', 'board'] as const;
export const SOURCE_KINDS = ['openapi', 'prisma', 'sql', 'csv'] as const;

/** Names as a list of CEL strings. */
export const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
const label = z.string().min(1).max(80);

export const fieldSchema = z
  .object({
    name: z
      .string()
      .regex(/^[a-z][A-Za-z0-9]*$/)
      .max(40)
      .meta(
        cel({
          rule: `!(self in [${quoted(RESERVED_FIELDS)}])`,
          message: `this field name is taken: every row has id, createdAt and updatedAt already; choose another name`,
        }),
      )
      .describe('Identifier in camelCase, at most 40 characters.'),
    label: label.optional().describe('What people read; made from the name when left out.'),
    type: z.enum(FIELD_TYPES).describe('Kind of value.'),
    required: z.boolean().default(false).describe('Whether a row needs a value.'),
    unique: z.boolean().default(false).describe('Whether two rows may not have the same value.'),
    values: z
      .array(z.string().min(1).max(60))
      .min(1)
      .max(40)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('The choices of an enum, in order.'),
    to: z
      .string()
      .max(40)
      .optional()
      .describe('Name of the entity that a reference points to; references point to any number of its rows.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .describe('ISO 4217 code of a money field; USD when left out.'),
    help: z.string().max(200).optional().describe('A hint shown under the input.'),
  })
  .meta(
    cel(
      { rule: "self.type != 'enum' || has(self.values)", message: 'an enum needs values: list its choices in values' },
      { rule: "self.type == 'enum' || !has(self.values)", message: 'values belong to type enum only' },
      {
        rule: "!(self.type in ['reference', 'references']) || has(self.to)",
        message: 'a reference needs to: the name of an entity',
      },
      {
        rule: "self.type in ['reference', 'references'] || !has(self.to)",
        message: 'to belongs to types reference and references only',
      },
      { rule: "self.type == 'money' || !has(self.currency)", message: 'currency belongs to type money only' },
    ),
  )
  .describe('One field of an entity.');

const roleName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(30);

export const roleSchema = z
  .object({
    name: roleName
      .meta(
        cel({
          rule: `!(self in [${quoted(BUILT_IN_ROLES)}, 'pending'])`,
          message: 'every app has owner, member, visitor and pending already: choose another name',
        }),
      )
      .describe('Identifier in lower case, at most 30 characters, for example front-desk.'),
    label: label.optional().describe('What people read; made from the name when left out.'),
    description: z.string().max(200).optional().describe('Who they are and what they do.'),
    signUp: z
      .enum(['open', 'approval', 'none'])
      .optional()
      .describe(
        'open: whoever signs up for it has it. approval: once it is approved. none, as when left out: it is given.',
      ),
    givenBy: z
      .array(roleName)
      .min(1)
      .max(12)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('Roles that may give it to somebody; the owner when left out.'),
  })
  .describe('A kind of person who uses the app.');

export const transitionSchema = z
  .object({
    name: z
      .string()
      .regex(/^[a-z][A-Za-z0-9]*$/)
      .max(40)
      .describe('Identifier in camelCase, for example approve.'),
    label: label.optional().describe('Text of the button; made from the name when left out.'),
    from: z
      .array(z.string().min(1).max(60))
      .min(1)
      .max(20)
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('States that it leaves.'),
    to: z.string().min(1).max(60).describe('State that it leads to.'),
    roles: z
      .array(roleName)
      .max(12)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('Who may do it; whoever may update the row when left out.'),
  })
  .describe('A step from one state to another: a button of the row.');

export const statesSchema = z
  .object({
    field: z.string().max(40).describe('The enum field that holds the state; its values are the states.'),
    initial: z.string().max(60).optional().describe('State of a new row; the first value when left out.'),
    transitions: z
      .array(transitionSchema)
      .max(20)
      .default([])
      .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] })
      .describe('The steps that there are.'),
    free: z
      .boolean()
      .optional()
      .describe('Whether the form has the state beside the buttons of its steps; false when left out.'),
  })
  .describe('The life of a row.');

export const permissionSchema = z
  .object({
    role: roleName.describe('A role of spec.roles, or owner, member or visitor.'),
    actions: z
      .array(z.enum(ACTIONS))
      .max(4)
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('What the role may do; an empty list forbids everything.'),
    scope: z.enum(SCOPES).default('all').describe('all rows, or the own ones: those that the person made.'),
  })
  .describe('What a role may do with the rows of an entity.');

export const entitySchema = z
  .object({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9]*$/)
      .max(40)
      .meta(
        cel({
          rule: `!(self.lowerAscii() in [${quoted(RESERVED_ENTITIES)}])`,
          message: `the built app has a table of this name for itself; choose another, for example Member or Customer`,
        }),
      )
      .describe('Singular name, an identifier of at most 40 letters and digits, for example Client.'),
    label: label.optional().describe('What people read for one; made from the name when left out.'),
    plural: label.optional().describe('What people read for many.'),
    description: z.string().max(300).optional().describe('One sentence shown above the list.'),
    fields: z
      .array(fieldSchema)
      .min(1)
      .max(40)
      .meta({
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        ...cel({
          rule: 'self.all(a, self.exists_one(b, a.name.lowerAscii() == b.name.lowerAscii()))',
          message: 'two fields have names that differ by case only: rename one',
        }),
      })
      .describe('Fields in the order of the form; the first string is what pickers show.'),
    states: statesSchema.optional(),
    permissions: z
      .array(permissionSchema)
      .max(30)
      .optional()
      .describe('Who may do what; whoever is signed in may do everything when left out.'),
    views: z
      .array(z.enum(VIEWS))
      .max(4)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('How the rows are shown; a table when left out.'),
  })
  .meta(
    cel(
      {
        rule: "!has(self.states) || self.fields.exists(f, f.name == self.states.field && f.type == 'enum')",
        message: 'states.field names no enum field of this entity: correct it, or add the field',
      },
      {
        rule: '!has(self.states) || !has(self.states.transitions) || self.states.transitions.all(t, self.fields.exists(f, f.name == self.states.field && has(f.values) && t.to in f.values))',
        message: 'a transition leads to a state that is not among the values of states.field: correct its to',
      },
      {
        rule: '!has(self.states) || !has(self.states.initial) || self.fields.exists(f, f.name == self.states.field && has(f.values) && self.states.initial in f.values)',
        message: 'states.initial is not among the values of states.field: correct it, or leave it out for the first',
      },
    ),
  )
  .describe('Something that the app keeps rows of.');

export const sourceSchema = z
  .object({
    name: z.string().min(1).max(80).describe('Name of the document, for example schema.prisma.'),
    kind: z.enum(SOURCE_KINDS).optional().describe('What it is; found from its content when left out.'),
    content: z.string().min(1).max(100_000).describe('Its text; at most 100,000 characters.'),
  })
  .describe('A document whose tables, models or columns become entities.');

export type FieldType = (typeof FIELD_TYPES)[number];
export type FieldSpec = z.output<typeof fieldSchema>;
export type EntitySpec = z.output<typeof entitySchema>;
export type RoleSpec = z.output<typeof roleSchema>;
export type StatesSpec = z.output<typeof statesSchema>;
export type PermissionSpec = z.output<typeof permissionSchema>;
export type SourceSpec = z.output<typeof sourceSchema>;
export type AppKind = (typeof APP_KINDS)[number];
export type View = (typeof VIEWS)[number];
export type Action = (typeof ACTIONS)[number];
export type Scope = (typeof SCOPES)[number];
export type SourceKind = (typeof SOURCE_KINDS)[number];
