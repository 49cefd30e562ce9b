import { z } from 'zod';
import { cel, type Resource } from './meta.ts';

const DECIMAL = '[0-9]{1,9}([.][0-9]{1,6})?';
const IS_DECIMAL = new RegExp(`^${DECIMAL}$`);

/** A decimal number as a string, so that nothing of it is lost: 9 digits before the point, 6 behind it. */
function decimalSchema(message: string) {
  return z
    .string()
    .max(16)
    .refine((text) => IS_DECIMAL.test(text), message)
    .meta(cel({ rule: `self.matches('^${DECIMAL}$')`, message }));
}

/** An amount of money, in the currency of whoever names it. */
export const moneySchema = decimalSchema(
  'an amount of money is a decimal number without a sign or a currency, with at most 6 digits behind the point, for example 250 or 0.125',
);
const quantitySchema = decimalSchema(
  'an included amount is a decimal number with at most 6 digits behind the point, for example 100 or 0.5',
);

/** What is measured. The unit of a rate is what its price is for. */
export const METERS = ['sandbox', 'builds', 'inputTokens', 'outputTokens', 'storage'] as const;
export type Meter = (typeof METERS)[number];

function rateSchema(what: string, many: string, one: string) {
  return z
    .object({
      included: quantitySchema.default('0').describe(`How many ${many} a month the subscription includes.`),
      price: moneySchema.default('0').describe(`Price of ${one} beyond them.`),
    })
    .prefault({})
    .describe(what);
}

export const billingPlanSpecSchema = z
  .object({
    displayName: z.string().min(1).max(80).describe('What people call it.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'A currency has three capital letters, for example USD or EUR.')
      .default('USD')
      .describe('Of every amount of this plan, and of the bills and spending limits under it; ISO 4217.'),
    subscription: moneySchema.default('0').describe('Price of a month, used or not.'),
    rates: z
      .object({
        sandbox: rateSchema('Time that sandboxes run.', 'hours', 'an hour'),
        builds: rateSchema('Generations of AppBuilds that an agent began.', 'builds', 'a build'),
        inputTokens: rateSchema('What models read.', 'million tokens', 'a million tokens'),
        outputTokens: rateSchema('What models wrote.', 'million tokens', 'a million tokens'),
        storage: rateSchema(
          'Size of the volumes of released apps, for as long as they exist.',
          'GiB-months',
          'a GiB-month',
        ),
      } satisfies Record<Meter, unknown>)
      .prefault({})
      .describe('What a month includes, and what costs how much beyond that.'),
  })
  .describe('What Tenants subscribe to, by its name in their spec.plan.');

export const billingPlanStatusSchema = z.object({});

export type Rate = z.output<ReturnType<typeof rateSchema>>;
export type BillingPlanSpec = z.output<typeof billingPlanSpecSchema>;
export type BillingPlan = Resource<BillingPlanSpec, z.infer<typeof billingPlanStatusSchema>>;
