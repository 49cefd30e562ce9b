import { Inject } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewer } from '../accounts/accounts.resolver.ts';
import { Memberships } from './memberships.ts';
import { WhiteLabelType, whiteLabelOf } from './tenant.ts';
import { Tenants } from './tenants.ts';

/** What a tenant’s people see of it before they ask for anything. */
@Resolver(() => Viewer)
export class ViewerResolver {
  @Inject(Memberships) readonly memberships!: Memberships;
  @Inject(Tenants) readonly tenants!: Tenants;

  @ResolveField(() => Boolean, { description: 'You make tenants that have no agency: you run this platform.' })
  makesAgencies(@Parent() { person }: Viewer): boolean {
    return person.kind === 'account' && person.isInstallationOwner;
  }

  @ResolveField(() => Boolean, {
    description: 'There is somewhere that you may state apps; false for people who only see those of their tenant.',
  })
  statesApps(@Parent() { person }: Viewer): boolean {
    // The holder of a token may what Kubernetes says, wherever that is.
    if (person.kind !== 'account' || person.isInstallationOwner) return true;
    return [...this.memberships.of(person).values()].some(({ role }) => role !== 'viewer');
  }

  @ResolveField(() => Boolean, {
    description: 'There are tenants of which you see what they use and owe; false for people who own none.',
  })
  ownsTenants(@Parent() { person }: Viewer): boolean {
    if (person.kind !== 'account' || person.isInstallationOwner) return true;
    return [...this.memberships.of(person).values()].some(({ role }) => role === 'owner');
  }

  @ResolveField(() => WhiteLabelType, {
    nullable: true,
    description: 'Of the tenant that you belong to; of several, the one that your account was made for.',
  })
  whiteLabel(@Parent() { person }: Viewer): object | null {
    // The owner of the installation belongs to tenants of all sorts.
    if (person.kind !== 'account' || person.isInstallationOwner) return null;
    const home = this.memberships.homeOf(person);
    return (home && whiteLabelOf(home, this.tenants.agencyOf(home))?.whiteLabel) ?? null;
  }
}
