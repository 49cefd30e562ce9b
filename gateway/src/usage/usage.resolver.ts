import { addUsage } from '@appfactory/billing/meters';
import { Inject } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '../accounts/person.ts';
import { Build } from '../builds/build.ts';
import { Arg } from '../graphql/arg.ts';
import { Ctx, Kube, Me, type RequestContext } from '../graphql/context.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Tenant } from '../tenants/tenant.ts';
import { TenantBills, thisMonth, totalOf } from './tenantBills.ts';
import { UsageStore } from './usageStore.ts';
import { AppUsage, BuildUsage, FeatureUsage, TenantUsage, toSums, toTenantUsage } from './usageTypes.ts';

@Resolver(() => Tenant)
export class TenantUsageFieldResolver {
  @Inject(TenantBills) readonly bills!: TenantBills;

  @ResolveField(() => TenantUsage, {
    nullable: true,
    description: 'What it has used in a month, and what that costs; null for whoever may not see that.',
  })
  async usage(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { record }: Tenant,
    @Arg('month', () => String, { nullable: true, description: 'In UTC, for example 2026-11; left out: this one.' })
    month?: string | null,
  ): Promise<TenantUsage | null> {
    const bill = await this.bills.of({ person, kube }, record, month ?? thisMonth());
    return bill ? toTenantUsage(bill) : null;
  }
}

@Resolver(() => TenantUsage)
export class TenantUsageResolver {
  @Inject(TenantBills) readonly bills!: TenantBills;
  @Inject(UsageStore) readonly store!: UsageStore;

  @ResolveField(() => [AppUsage], { description: 'By app; the included amounts are used up by all of them together.' })
  async apps(
    @Ctx() context: RequestContext,
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { bill }: TenantUsage,
  ): Promise<AppUsage[]> {
    const { tenant, month } = bill;
    const shown = await this.bills.shownTo({ person, kube }, tenant);
    if (!shown) return [];
    const groups = await this.store.byBuild(shown, tenant.metadata.name, month);
    spendRows(context, groups.length);
    return groups.map(({ of, used }) => Object.assign(new AppUsage(), { build: of, used: toSums(used), bill }));
  }

  @ResolveField(() => [TenantUsage], { description: 'Of an agency: the same of each of its clients.' })
  async clients(
    @Ctx() context: RequestContext,
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { bill }: TenantUsage,
  ): Promise<TenantUsage[]> {
    const bills = await this.bills.ofClients({ person, kube }, bill.tenant, bill.month);
    spendRows(context, bills.length);
    return bills.map(toTenantUsage);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'What it and its clients cost together; null where one has no plan, or another currency.',
  })
  async totalWithClients(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { bill }: TenantUsage,
  ): Promise<string | null> {
    const clients = await this.bills.ofClients({ person, kube }, bill.tenant, bill.month);
    return totalOf([bill, ...clients]) ?? null;
  }
}

@Resolver(() => AppUsage)
export class AppUsageResolver {
  @Inject(TenantBills) readonly bills!: TenantBills;
  @Inject(UsageStore) readonly store!: UsageStore;

  @ResolveField(() => [FeatureUsage], { description: 'By the feature that was in hand.' })
  async features(
    @Ctx() context: RequestContext,
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { build, bill: { tenant, month } }: AppUsage,
  ): Promise<FeatureUsage[]> {
    const shown = await this.bills.shownTo({ person, kube }, tenant);
    if (!shown) return [];
    const groups = await this.store.byFeature(shown, tenant.metadata.name, month, build);
    spendRows(context, groups.length);
    return groups.map(({ of, used }) => ({ feature: of, used: toSums(used) }));
  }
}

@Resolver(() => Build)
export class BuildUsageResolver {
  @Inject(UsageStore) readonly store!: UsageStore;

  @ResolveField(() => BuildUsage, { description: 'What it has used since it was made.' })
  async usage(
    @Ctx() context: RequestContext,
    @Kube() { shown }: PersonKube,
    @Parent() { identity }: Build,
  ): Promise<BuildUsage> {
    const groups = await this.store.generations(shown, identity);
    spendRows(context, groups.length);
    return {
      used: toSums(groups.map(({ used }) => used).reduce(addUsage, {})),
      generations: groups.map(({ of, used }) => ({ generation: of, used: toSums(used) })),
    };
  }
}
