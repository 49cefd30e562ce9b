import { z } from 'zod';
import { conditionsSchema, type Resource } from './meta.ts';

/** Label on a tenant's namespace and on what the operator keeps in it; its value is the Tenant's name. */
export const LABEL_TENANT = 'appfactory.dev/tenant';
/** Label on a ServiceAccount of a tenant's namespace: it is a member of the tenant, with this role. */
export const LABEL_MEMBER_ROLE = 'appfactory.dev/member-role';
/** Label on a member: the account of the gateway that acts as it. */
export const LABEL_ACCOUNT = 'appfactory.dev/account';
/** On a member: what people call them. */
export const ANNOTATION_DISPLAY_NAME = 'appfactory.dev/display-name';
/** On a Tenant, with its own name as the value: a namespace of that name which exists already becomes the tenant's. */
export const ANNOTATION_ADOPT = 'appfactory.dev/adopt-namespace';
/** On a Tenant, with its own name as the value: it may be deleted with everything in it. */
export const ANNOTATION_CONFIRM = 'appfactory.dev/confirm-deletion';

export const MEMBER_ROLES = ['owner', 'member', 'viewer'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** Names of Tenants, and so of their namespaces. */
export const TENANT_NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

const nameSchema = z.string().min(1).max(40).regex(TENANT_NAME);
const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/);
const quantitySchema = z
  .string()
  .max(20)
  .regex(/^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/);

export const whiteLabelSchema = z
  .object({
    name: z.string().min(1).max(60).optional().describe('What the product is called.'),
    logo: z
      .string()
      .max(500)
      .regex(/^https:\/\/[^\s"'<>\\]+$/)
      .optional()
      .describe('Address of a picture; https only.'),
    colours: z
      .object({
        accent: colourSchema.optional().describe('Of buttons and links, for example #0f766e.'),
        background: colourSchema.optional().describe('Of the frame around the pages, for example #ffffff.'),
      })
      .optional()
      .describe('Colours of the pages that the people of this tenant see.'),
  })
  .describe(
    'What the people of this tenant see instead of our own name and colours; a client without one has its agency’s.',
  );

export const tenantBudgetSchema = z
  .object({
    builds: z.int().min(0).max(100_000).default(100).describe('AppBuilds at the same time.'),
    pods: z
      .int()
      .min(0)
      .max(100_000)
      .default(60)
      .describe('Pods at the same time: sandboxes, agents and released apps.'),
    cpu: quantitySchema.default('16').describe('Processors that its pods may ask for.'),
    memory: quantitySchema.default('64Gi').describe('Memory that its pods may ask for.'),
    storage: quantitySchema.default('200Gi').describe('Volumes of its released apps.'),
  })
  .prefault({})
  .describe('Hard limits; what would go beyond them is refused by the API server (ResourceQuota).');

export const tenantSpecSchema = z
  .object({
    displayName: z.string().min(1).max(80).describe('What people call it.'),
    agency: nameSchema
      .optional()
      .describe('For a client: the Tenant that is its agency. The agency’s owners may do here what an owner may.'),
    plan: z
      .string()
      .min(1)
      .max(40)
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
      .default('standard')
      .describe('Name of what it has subscribed to; shown, and not read by anything else.'),
    firstOwner: z
      .object({
        name: nameSchema.describe('Name of the ServiceAccount.'),
        displayName: z.string().min(1).max(80).optional().describe('What people call them.'),
        account: z.uuid().optional().describe('Account of the gateway that acts as this member.'),
      })
      .optional()
      .describe(
        'A member with the role owner, made whenever the tenant has no members at all; the others are made by owners.',
      ),
    budget: tenantBudgetSchema,
    whiteLabel: whiteLabelSchema.optional(),
  })
  .describe('An agency, one of its clients, or a team: one namespace, of the same name.');

export const tenantStatusSchema = z.object({
  observedGeneration: z.int().optional(),
  namespace: z.string().optional().describe('Where its builds, releases and members are.'),
  members: z.int().optional().describe('Members of its own; the owners of its agency are not counted.'),
  conditions: conditionsSchema.optional(),
});

export type WhiteLabel = z.infer<typeof whiteLabelSchema>;
export type TenantSpec = z.output<typeof tenantSpecSchema>;
export type TenantStatus = z.infer<typeof tenantStatusSchema>;
export type Tenant = Resource<TenantSpec, TenantStatus>;
