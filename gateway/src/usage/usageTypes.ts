import type { ChargeLine as PricedLine } from '@appfactory/billing/charges';
import { inPricedUnits } from '@appfactory/billing/charges';
import { METER_UNITS, METERS, type Meter, type Usage } from '@appfactory/billing/meters';
import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { TenantBill } from './tenantBills.ts';

const Meters = Object.fromEntries(METERS.map((meter) => [meter, meter]));
registerEnumType(Meters, { name: 'Meter', description: 'What is measured.' });

@ObjectType('Usage', { description: 'Sums by meter; whole numbers, which may be larger than an Int holds.' })
export class UsageSums {
  @Field(() => Float, { description: 'Seconds in which sandboxes ran.' })
  sandbox!: number;

  @Field(() => Float, { description: 'Generations of builds that an agent began.' })
  builds!: number;

  @Field(() => Float, { description: 'Tokens that models read.' })
  inputTokens!: number;

  @Field(() => Float, { description: 'Tokens that models wrote.' })
  outputTokens!: number;

  @Field(() => Float, { description: 'MiB-hours of released apps’ volumes.' })
  storage!: number;
}

@ObjectType({ description: 'What one meter comes to in a month.' })
export class ChargeLine {
  @Field(() => Meters)
  meter!: Meter;

  @Field(() => Float, { description: 'As the meter counts: seconds, builds, tokens, MiB-hours.' })
  used!: number;

  @Field(() => Float, { description: 'How much of it the subscription includes, likewise.' })
  included!: number;

  @Field(() => Float, { description: 'Used beyond that, likewise.' })
  billed!: number;

  @Field(() => String, { description: 'What the price is for: hour, build, million tokens, GiB-month.' })
  unit!: string;

  @Field(() => String, { description: 'Used, in that unit; a decimal number.' })
  usedUnits!: string;

  @Field(() => String, { description: 'Included, in that unit.' })
  includedUnits!: string;

  @Field(() => String, { description: 'Of one such unit; a decimal number.' })
  unitPrice!: string;

  @Field(() => String, {
    description: 'Rounded to what can be paid: the lines and the subscription add up to the total.',
  })
  amount!: string;
}

@ObjectType({ description: 'What a month costs, by the plan as it is now.' })
export class Charges {
  @Field(() => String, { description: 'ISO 4217.' })
  currency!: string;

  @Field(() => String, { description: 'Owed whether or not anything is used; a decimal number.' })
  subscription!: string;

  @Field(() => [ChargeLine])
  lines!: ChargeLine[];

  @Field(() => String)
  total!: string;
}

@ObjectType({ description: 'What was used while one feature was in hand.' })
export class FeatureUsage {
  @Field(() => String, { nullable: true, description: 'Id of the feature; null where none was.' })
  feature!: string | null;

  @Field(() => UsageSums)
  used!: UsageSums;
}

@ObjectType({ description: 'What one app has used in a month.' })
export class AppUsage {
  @Field(() => String, { nullable: true, description: 'Name of the build; null for sandboxes of no build.' })
  build!: string | null;

  @Field(() => UsageSums)
  used!: UsageSums;

  /** Not of the schema. */
  bill!: TenantBill;
}

@ObjectType({ description: 'What a tenant has used in a month, and what that costs.' })
export class TenantUsage {
  @Field(() => String, { description: 'Name of the tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'A calendar month in UTC, for example 2026-11.' })
  month!: string;

  @Field(() => UsageSums)
  used!: UsageSums;

  @Field(() => Charges, {
    nullable: true,
    description: 'Null when there is no plan of the name that it has subscribed to.',
  })
  charges!: Charges | null;

  /** Not of the schema. */
  bill!: TenantBill;
}

@ObjectType({ description: 'What one generation of a build has used.' })
export class GenerationUsage {
  @Field(() => Int, { nullable: true, description: 'Null for what is of no one generation, as its volume.' })
  generation!: number | null;

  @Field(() => UsageSums)
  used!: UsageSums;
}

@ObjectType({ description: 'What a build has used since it was made.' })
export class BuildUsage {
  @Field(() => UsageSums)
  used!: UsageSums;

  @Field(() => [GenerationUsage])
  generations!: GenerationUsage[];
}

export function toSums(used: Usage): UsageSums {
  const zeros = Object.fromEntries(METERS.map((meter) => [meter, 0])) as Record<Meter, number>;
  return Object.assign(new UsageSums(), zeros, used);
}

function toLine(line: PricedLine): ChargeLine {
  return {
    ...line,
    unit: METER_UNITS[line.meter].priced,
    usedUnits: inPricedUnits(line.meter, line.used),
    includedUnits: inPricedUnits(line.meter, line.included),
  };
}

export function toTenantUsage(bill: TenantBill): TenantUsage {
  const { tenant, month, used, charges } = bill;
  return Object.assign(new TenantUsage(), {
    tenant: tenant.metadata.name,
    month,
    used: toSums(used),
    charges: charges ? { ...charges, lines: charges.lines.map(toLine) } : null,
    bill,
  });
}
