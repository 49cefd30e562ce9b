import type { MemberRole } from '@appfactory/resources/tenant';
import { Inject } from '@nestjs/common';
import { createUnionType, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Done, DoneResult } from '../accounts/accounts.resolver.ts';
import type { Person } from '../accounts/person.ts';
import { checkNamespace } from '../builds/buildName.ts';
import { Arg } from '../graphql/arg.ts';
import { Ctx, Kube, Me, type RequestContext } from '../graphql/context.ts';
import { Failure, failedOf, orFailure } from '../graphql/failure.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import { SignInLinks } from '../http/signInLinks.ts';
import type { PersonKube } from '../kube/personKube.ts';
import {
  CreateTenantInput,
  Invitation,
  InviteMemberInput,
  Member,
  MemberRefInput,
  MemberRoles,
  Tenant,
  toMember,
  toTenant,
} from './tenant.ts';
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

@Resolver(() => Tenant)
export class TenantsResolver {
  @Inject(Tenants) readonly all!: Tenants;
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

  @Mutation(() => InvitationResult, { description: 'Makes a member of a tenant that you own, with an account.' })
  inviteMember(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('input', () => InviteMemberInput) { displayName, ...input }: InviteMemberInput,
  ): Promise<Invitation | Failure> {
    return orFailure(async () => {
      checkNamespace(input.tenant);
      const { member, secret, expiresAt } = await this.all.invite(
        { person, kube },
        { ...input, displayName: displayName ?? undefined },
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
