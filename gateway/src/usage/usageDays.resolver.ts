import { addedByDay } from '@appfactory/billing/days';
import { Inject } from '@nestjs/common';
import { Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '../accounts/person.ts';
import { Ctx, Kube, Me, type RequestContext } from '../graphql/context.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { TenantBills } from './tenantBills.ts';
import { UsageStore } from './usageStore.ts';
import { TenantUsage, toSums, UsageSums } from './usageTypes.ts';

@ObjectType({ description: 'What was used on one day.' })
export class DayUsage {
  @Field(() => String, { description: 'In UTC, for example 2026-11-03.' })
  day!: string;

  @Field(() => UsageSums)
  used!: UsageSums;

  @Field(() => String, {
    nullable: true,
    description:
      'What it added to what the month costs: nothing while it is included. With the subscription the days add up to the total. Null without a plan.',
  })
  amount!: string | null;
}

@Resolver(() => TenantUsage)
export class UsageDaysResolver {
  @Inject(TenantBills) readonly bills!: TenantBills;
  @Inject(UsageStore) readonly store!: UsageStore;

  @ResolveField(() => [DayUsage], { description: 'By day, of those on which something was used.' })
  async days(
    @Ctx() context: RequestContext,
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { bill: { tenant, month, plan } }: TenantUsage,
  ): Promise<DayUsage[]> {
    const shown = await this.bills.shownTo({ person, kube }, tenant);
    if (!shown) return [];
    const groups = await this.store.byDay(shown, tenant.metadata.name, month);
    spendRows(context, groups.length);
    const amounts = plan && addedByDay(plan.spec, groups);
    return groups.map(({ of, used }, index) => ({
      day: of ?? '',
      used: toSums(used),
      amount: amounts?.[index] ?? null,
    }));
  }
}
