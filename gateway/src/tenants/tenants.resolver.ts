import type { MemberRole } from '@appfactory/resources/tenant';
import { Inject } from '@nestjs/common';
import { createUnionType, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Done, DoneResult } from '../accounts/accounts.resolver.ts';
import type { Person } from '../accounts/person.ts';
import { checkNamespace } from '../builds/buildName.ts';
import { Arg } from '../graphql/arg.ts';
import { Ctx, Kube, Me, type RequestContext } from '../graphql/context.ts';
import { Failure, failedOf, orFailure } from '../graphql/failure.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import { SignInLinks } from '../http/signInLinks.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Memberships } from './memberships.ts';
import {
  ChangeTenantInput,
  CreateTenantInput,
  DeletedTenant,
  DeleteTenantInput,
  Invitation,
  InviteMemberInput,
  Member,
  MemberRefInput,
  MemberRoles,
  Tenant,
  TenantDeletion,
  toMember,
  toTenant,
} from './tenant.ts';
import { TenantChanges } from './tenantChanges.ts';
import { Tenants } from './tenants.ts';

const isFailure = (value: unknown) => value instanceof Failure;

const TenantResult = createUnionType({
  name: 'TenantResult',
  types: () => [Tenant, Failure] as const,
  resolveType: (value: unknown) => (isFailure(value) ? Failure : Tenant),
});

const InvitationResult = createUnionType({
  name: 'InvitationResult',
  types: () => [Invitation, Failure] as const,
  resolveType: (value: unknown) => (isFailure(value) ? Failure : Invitation),
});

const MemberResult = createUnionType({
  name: 'MemberResult',
  types: () => [Member, Failure] as const,
  resolveType: (value: unknown) => (isFailure(value) ? Failure : Member),
});

const DeleteTenantResult = createUnionType({
  name: 'DeleteTenantResult',
  types: () => [DeletedTenant, Failure] as const,
  resolveType: (value: unknown) => (isFailure(value) ? Failure : DeletedTenant),
});

@Resolver(() => Tenant)
export class TenantsResolver {
  @Inject(Tenants) readonly all!: Tenants;
  @Inject(TenantChanges) readonly changes!: TenantChanges;
  @Inject(Memberships) readonly memberships!: Memberships;
  @Inject(SignInLinks) readonly links!: SignInLinks;

  @Query(() => [Tenant], { description: 'The tenants that you belong to, and the clients of those that you own.' })
  async tenants(@Ctx() context: RequestContext, @Me() person: Person, @Kube() kube: PersonKube): Promise<Tenant[]> {
    const tenants = await this.all.list({ person, kube });
    spendRows(context, tenants.length);
    return tenants.map((tenant) => toTenant(tenant, this.all.agencyOf(tenant)));
  }

  @Query(() => Tenant, { nullable: true, description: 'One tenant; null when there is none that you belong to.' })
  async tenant(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('name', () => String) name: string,
  ): Promise<Tenant | null> {
    const tenant = await this.all.find({ person, kube }, name);
    return tenant ? toTenant(tenant, this.all.agencyOf(tenant)) : null;
  }

  @ResolveField(() => [Member], { nullable: true, description: 'Null for whoever does not own it.' })
  async members(
    @Ctx() context: RequestContext,
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { name }: Tenant,
  ): Promise<Member[] | null> {
    try {
      const members = await this.all.members({ person, kube }, name);
      spendRows(context, members.length);
      return members.map(toMember);
    } catch (error) {
      if (failedOf(error)?.code === 'FORBIDDEN') return null;
      throw error;
    }
  }

  @ResolveField(() => MemberRoles, {
    nullable: true,
    description: 'Yours: an owner of an agency is one in its clients. Null for whoever sees it without being a member.',
  })
  role(@Me() person: Person, @Parent() { name }: Tenant): MemberRole | null {
    return person.kind === 'account' ? (this.memberships.of(person).get(name)?.role ?? null) : null;
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'How many builds it has; null for whoever may not see them.',
  })
  async buildCount(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { record }: Tenant,
  ): Promise<number | null> {
    return (await this.all.countBuilds({ person, kube }, record)) ?? null;
  }

  @ResolveField(() => Boolean, { description: 'You may change its name and its white label.' })
  mayChange(@Me() person: Person, @Kube() kube: PersonKube, @Parent() { record }: Tenant): Promise<boolean> {
    return this.changes.mayChange({ person, kube }, record);
  }

  @ResolveField(() => Boolean, { description: 'You may change its limits.' })
  mayLimit(@Me() person: Person, @Kube() kube: PersonKube, @Parent() { record }: Tenant): Promise<boolean> {
    return this.changes.mayLimit({ person, kube }, record);
  }

  @ResolveField(() => TenantDeletion, {
    nullable: true,
    description: 'What deleting it would take away, and what would stay; null for whoever may not delete it.',
  })
  async deletion(
    @Ctx() context: RequestContext,
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Parent() { record }: Tenant,
  ): Promise<TenantDeletion | null> {
    const deletion = await this.changes.deletion({ person, kube }, record);
    if (!deletion) return null;
    spendRows(context, deletion.builds.length + deletion.releases.length + deletion.members.length);
    return deletion;
  }

  @Mutation(() => TenantResult, { description: 'Makes a tenant, or a client of an agency that you own.' })
  createTenant(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('input', () => CreateTenantInput) { name, displayName, agency, plan, whiteLabel }: CreateTenantInput,
  ): Promise<Tenant | Failure> {
    return orFailure(async () => {
      const tenant = await this.all.create(
        { person, kube },
        {
          name,
          displayName,
          agency: agency ?? undefined,
          plan: plan ?? undefined,
          whiteLabel: whiteLabel ?? undefined,
        },
      );
      return Object.assign(new Tenant(), toTenant(tenant, this.all.agencyOf(tenant)));
    });
  }

  @Mutation(() => TenantResult, {
    description: 'Changes a tenant that you own; its limits are set by the owners of its agency.',
  })
  changeTenant(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('input', () => ChangeTenantInput) { name, ...change }: ChangeTenantInput,
  ): Promise<Tenant | Failure> {
    return orFailure(async () => {
      const tenant = await this.changes.change({ person, kube }, name, change);
      return Object.assign(new Tenant(), toTenant(tenant, this.all.agencyOf(tenant)));
    });
  }

  @Mutation(() => DeleteTenantResult, {
    description: 'Deletes a tenant that you own, with what Tenant.deletion tells. It cannot be taken back.',
  })
  deleteTenant(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('input', () => DeleteTenantInput) { name, confirm }: DeleteTenantInput,
  ): Promise<DeletedTenant | Failure> {
    return orFailure(async () => {
      await this.changes.delete({ person, kube }, name, confirm);
      return Object.assign(new DeletedTenant(), { name });
    });
  }

  @Mutation(() => InvitationResult, { description: 'Makes a member of a tenant that you own, with an account.' })
  inviteMember(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('input', () => InviteMemberInput) { displayName, email, ...input }: InviteMemberInput,
  ): Promise<Invitation | Failure> {
    return orFailure(async () => {
      checkNamespace(input.tenant);
      const { member, secret, expiresAt } = await this.all.invite(
        { person, kube },
        { ...input, displayName: displayName ?? undefined, email: email ?? undefined },
      );
      return Object.assign(new Invitation(), { member: toMember(member), link: this.links.of(secret), expiresAt });
    });
  }

  @Mutation(() => MemberResult, { description: 'Gives a member of a tenant that you own another role.' })
  changeMemberRole(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('member', () => MemberRefInput) ref: MemberRefInput,
    @Arg('role', () => MemberRoles) role: MemberRole,
  ): Promise<Member | Failure> {
    return orFailure(async () => {
      checkNamespace(ref.tenant);
      return toMember(await this.all.changeRole({ person, kube }, ref, role));
    });
  }

  @Mutation(() => DoneResult, {
    description: 'Takes a member out of a tenant that you own, with the account that was made for them.',
  })
  removeMember(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('member', () => MemberRefInput) ref: MemberRefInput,
  ): Promise<Done | Failure> {
    return orFailure(async () => {
      checkNamespace(ref.tenant);
      await this.all.remove({ person, kube }, ref);
      return Object.assign(new Done(), { done: true });
    });
  }
}
