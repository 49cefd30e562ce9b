import { z } from 'zod';
import { METERS, type Meter, moneySchema } from './billingPlan.ts';
import { keyStatusSchema } from './keys.ts';
import { cel, conditionsSchema, type Resource } from './meta.ts';

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

/** Condition of a Tenant whose month may cost only so much: whether its builds may go on. */
export const CONDITION_SPENDING = 'WithinSpendingLimit';

export const MEMBER_ROLES = ['owner', 'member', 'viewer'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** Names of Tenants, and so of their namespaces. */
export const TENANT_NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

type OptionalInt = z.ZodOptional<z.ZodInt>;

const nameSchema = z.string().min(1).max(40).regex(TENANT_NAME);
const colourSchema = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, 'A colour is # and six digits of 0 to 9 and a to f, for example #0f766e.');
const quantitySchema = z
  .string()
  .max(20)
  .regex(
    /^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/,
    'An amount is a number, with a unit where it needs one, for example 16, 500m or 64Gi.',
  );

export const whiteLabelSchema = z
  .object({
    name: z.string().min(1).max(60).optional().describe('What the product is called.'),
    logo: z
      .string()
      .max(500)
      .regex(/^https:\/\/[^\s"'<>\\]+$/, 'The address of a picture begins with https://.')
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

export const tenantLimitsSchema = z.object({
  builds: z.int().min(0).max(100_000).default(100).describe('AppBuilds at the same time.'),
  pods: z.int().min(0).max(100_000).default(60).describe('Pods at the same time: sandboxes, agents and released apps.'),
  cpu: quantitySchema.default('16').describe('Processors that its pods may ask for.'),
  memory: quantitySchema.default('64Gi').describe('Memory that its pods may ask for.'),
  storage: quantitySchema.default('200Gi').describe('Volumes of its released apps.'),
});

export const tenantBudgetSchema = tenantLimitsSchema
  .prefault({})
  .describe('Hard limits; what would go beyond them is refused by the API server (ResourceQuota).');

/** Days that a history is kept: a week, in which people come back from a holiday, to ten years. */
export const retentionDaysSchema = z
  .int()
  .min(7)
  .max(3650)
  .meta(
    cel({
      rule: 'self >= 7 && self <= 3650',
      message:
        'a history is kept for 7 to 3650 days: give a number of days between them, or leave retentionDays out to keep it for ever',
    }),
  );

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
      .describe('Name of the BillingPlan that it has subscribed to.'),
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
    spendingLimit: moneySchema
      .optional()
      .describe(
        'Most that a calendar month (UTC) may cost, subscription included, in the currency of the plan; an agency’s is for itself and its clients together. Builds pause before they would go beyond it. Left out: no limit.',
      ),
    retentionDays: retentionDaysSchema
      .optional()
      .describe(
        'Days (UTC) that the history of its builds is kept: what was reported of them, their features and checks, and what people said. What is older is deleted for good; the ledger that bills are made of is not. Left out: it is kept for ever.',
      ),
    whiteLabel: whiteLabelSchema.optional(),
  })
  .describe('An agency, one of its clients, or a team: one namespace, of the same name.');

const clientTotalSchema = z.object({
  name: z.string().max(40).describe('The client.'),
  total: z.string().max(40).describe('What it has cost this month.'),
});

export const tenantUsageSchema = z
  .object({
    month: z.string().max(7).describe('The calendar month in UTC that this speaks of, for example 2026-11.'),
    sequence: z.int().describe('Stream sequence of the last entry of its ledger that is in this.'),
    used: z
      .object(Object.fromEntries(METERS.map((meter) => [meter, z.int().optional()])) as Record<Meter, OptionalInt>)
      .describe('By meter: seconds, builds, tokens, MiB-hours. What is left out was not used.'),
    currency: z.string().max(3).optional().describe('Of the plan; left out when there is no such plan.'),
    total: z.string().max(40).optional().describe('What the month has cost, subscription included.'),
    clients: z
      .array(clientTotalSchema)
      .max(1000)
      .optional()
      .describe('Of an agency: what its clients have cost, also those that are deleted since.'),
    reached: z
      .string()
      .max(200)
      .optional()
      .describe(
        'Limit and plan under which the limit was reached; builds wait until one of them, or the month, is another.',
      ),
  })
  .describe('What this month has used and cost.');

export const tenantStatusSchema = z.object({
  observedGeneration: z.int().optional(),
  namespace: z.string().optional().describe('Where its builds, releases and members are.'),
  members: z.int().optional().describe('Members of its own; the owners of its agency are not counted.'),
  keys: z
    .array(keyStatusSchema)
    .max(20)
    .optional()
    .describe('Keys of services that its released apps are given; never the keys themselves.'),
  usage: tenantUsageSchema.optional(),
  historySince: z
    .string()
    .meta({ format: 'date-time' })
    .optional()
    .describe('The history of its builds begins here: what came before was deleted, by spec.retentionDays.'),
  conditions: conditionsSchema.optional(),
});

export type TenantUsage = z.infer<typeof tenantUsageSchema>;
export type TenantLimits = z.output<typeof tenantLimitsSchema>;
export type WhiteLabel = z.infer<typeof whiteLabelSchema>;
export type TenantSpec = z.output<typeof tenantSpecSchema>;
export type TenantStatus = z.infer<typeof tenantStatusSchema>;
export type Tenant = Resource<TenantSpec, TenantStatus>;
