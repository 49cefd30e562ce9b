import type { ServiceAccount } from '@appfactory/kube/core';
import {
  ANNOTATION_DISPLAY_NAME,
  CONDITION_SPENDING,
  LABEL_ACCOUNT,
  type MemberRole,
  type Tenant as TenantResource,
  tenantLimitsSchema,
  type WhiteLabel,
  whiteLabelSchema,
} from '@appfactory/resources/tenant';
import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { inputType, outputType } from '../graphql/zodTypes.ts';
import { roleOf } from './memberships.ts';

export const MemberRoles = { owner: 'owner', member: 'member', viewer: 'viewer' } as const;
registerEnumType(MemberRoles, {
  name: 'MemberRole',
  description: 'owner: also makes members and clients. member: states apps. viewer: sees them.',
});

export const WhiteLabelType = outputType(whiteLabelSchema, 'WhiteLabel');
const LimitsType = outputType(tenantLimitsSchema, 'TenantLimits');
const LimitsInput = inputType(tenantLimitsSchema, 'TenantLimits');
export const WhiteLabelInput = inputType(whiteLabelSchema, 'WhiteLabelInput');

@ObjectType({ description: 'An agency, one of its clients, or a team. Its builds are in the namespace of its name.' })
export class Tenant {
  /** As Kubernetes has it; not in the schema. */
  record!: TenantResource;

  @Field(() => String, { description: 'Also of its namespace.' })
  name!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => String, { nullable: true, description: 'For a client: its agency.' })
  agency?: string;

  @Field(() => String, { description: 'Name of what it has subscribed to.' })
  plan!: string;

  @Field(() => WhiteLabelType, {
    nullable: true,
    description: 'What its people see instead of our name and colours; a client without one has its agency’s.',
  })
  whiteLabel?: object;

  @Field(() => String, { nullable: true, description: 'The tenant whose white label that is: itself, or its agency.' })
  whiteLabelOf?: string;

  @Field(() => LimitsType, { description: 'Hard limits; what would go beyond them is refused.' })
  budget!: object;

  @Field(() => String, {
    nullable: true,
    description: 'Most that a month may cost, in the currency of its plan; null where nobody has set a limit.',
  })
  spendingLimit?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Why its builds are paused until its limit, or its agency’s, is raised or the month turns; null when they are not.',
  })
  spendingPause?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Days that the history of its builds is kept, chats among it; null: for ever.',
  })
  retentionDays?: number;

  @Field(() => Date, { nullable: true, description: 'Its history begins here: what came before was deleted.' })
  historySince?: Date;

  @Field(() => Int, { description: 'Members of its own; the owners of its agency are not counted.' })
  memberCount!: number;

  @Field(() => Boolean, { description: 'It is being deleted; message says what is still there.' })
  deleting!: boolean;

  @Field(() => Boolean, { description: 'Its namespace, limits and rights are as stated.' })
  ready!: boolean;

  @Field(() => String, { nullable: true, description: 'What is going on with it, or what to do.' })
  message?: string;

  @Field(() => Date)
  createdAt!: Date;
}

@ObjectType({ description: 'Somebody who belongs to a tenant.' })
export class Member {
  @Field(() => String, { description: 'Of the ServiceAccount that they act as.' })
  name!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => MemberRoles)
  role!: MemberRole;

  @Field(() => Boolean, { description: 'They sign in here; the others have a Kubernetes token.' })
  signsIn!: boolean;

  @Field(() => Date)
  joinedAt!: Date;
}

@ObjectType({ description: 'A new member, and the link that signs them in, once. It is shown only now.' })
export class Invitation {
  @Field(() => Member)
  member!: Member;

  @Field(() => String, { description: 'Give it to them and to nobody else.' })
  link!: string;

  @Field(() => Date)
  expiresAt!: Date;
}

@InputType({ description: 'A tenant to make. Whoever makes one without an agency becomes its first owner.' })
export class CreateTenantInput {
  @Field(() => String, { description: 'Lower-case letters, digits and hyphens; its namespace has this name, too.' })
  name!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => String, { nullable: true, description: 'For a client: the tenant, owned by you, that is its agency.' })
  agency?: string | null;

  @Field(() => String, { nullable: true })
  plan?: string | null;

  @Field(() => WhiteLabelInput, { nullable: true })
  whiteLabel?: object | null;
}

@InputType({ description: 'A change: what is given is set, null takes away, what is left out stays.' })
export class ChangeTenantInput {
  @Field(() => String, { description: 'Of the tenant; it has no other for all its life.' })
  name!: string;

  @Field(() => String, { nullable: true })
  displayName?: string | null;

  @Field(() => LimitsInput, {
    nullable: true,
    description: 'Set by the owners of its agency, within its agency’s own, or by whoever runs this platform.',
  })
  budget?: object | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Most that a month may cost, a decimal number in the currency of its plan; null: no limit. Set by whoever sets the budget.',
  })
  spendingLimit?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Days that the history of its builds is kept, 7 to 3650; what is older is deleted at once, for good. null: for ever. Set by its owners.',
  })
  retentionDays?: number | null;

  @Field(() => WhiteLabelInput, { nullable: true, description: 'null: its agency’s again.' })
  whiteLabel?: object | null;
}

@ObjectType({ description: 'What the deletion of a tenant takes away, and what stays.' })
export class TenantDeletion {
  @Field(() => [String], { description: 'Builds that go, with their workspaces and histories.' })
  builds!: string[];

  @Field(() => [String], { description: 'Released apps that are taken off the net.' })
  releases!: string[];

  @Field(() => [String], { description: 'Members who are let in no more.' })
  members!: string[];

  @Field(() => [String], { description: 'Apps whose database and uploads go, too.' })
  volumesGone!: string[];

  @Field(() => [String], {
    description: 'Apps whose database and uploads stay in the namespace, for whoever runs this platform.',
  })
  volumesKept!: string[];

  @Field(() => [String], { description: 'Its clients; while it has some, it is not deleted.' })
  clients!: string[];
}

@InputType()
export class DeleteTenantInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'The name once more, typed by a person.' })
  confirm!: string;
}

@ObjectType({ description: 'A tenant that is being deleted.' })
export class DeletedTenant {
  @Field(() => String)
  name!: string;
}

@InputType()
export class InviteMemberInput {
  @Field(() => String)
  tenant!: string;

  @Field(() => String, { description: 'Lower-case letters, digits and hyphens; they sign in as NAME@TENANT.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What people call them.' })
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Lets them in by single sign-on, too, once its issuer has verified that this address is theirs.',
  })
  email?: string | null;

  @Field(() => MemberRoles)
  role!: MemberRole;
}

@InputType()
export class MemberRefInput {
  @Field(() => String)
  tenant!: string;

  @Field(() => String)
  name!: string;
}

export function toTenant(record: TenantResource, agency: TenantResource | undefined): Tenant {
  const { metadata, spec, status } = record;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const spending = status?.conditions?.find(({ type }) => type === CONDITION_SPENDING);
  const label = whiteLabelOf(record, agency);
  return {
    record,
    name: metadata.name,
    displayName: spec.displayName,
    agency: spec.agency,
    plan: spec.plan,
    whiteLabel: label?.whiteLabel,
    whiteLabelOf: label?.of,
    budget: spec.budget,
    spendingLimit: spec.spendingLimit,
    retentionDays: spec.retentionDays,
    historySince: status?.historySince === undefined ? undefined : new Date(status.historySince),
    spendingPause: spending?.status === 'False' ? spending.message : undefined,
    memberCount: status?.members ?? 0,
    deleting: metadata.deletionTimestamp !== undefined,
    ready: ready?.status === 'True',
    message: ready?.message,
    createdAt: new Date(metadata.creationTimestamp ?? 0),
  };
}

/** What its people see instead of our name and colours: its own white label, or its agency’s. */
export function whiteLabelOf(
  ...tenants: (Pick<TenantResource, 'metadata' | 'spec'> | undefined)[]
): { whiteLabel: WhiteLabel; of: string } | undefined {
  for (const tenant of tenants) {
    const { name, logo, colours } = tenant?.spec.whiteLabel ?? {};
    // One of which everything was taken away is none.
    const isThere = name ?? logo ?? colours?.accent ?? colours?.background;
    if (tenant && isThere !== undefined) return { whiteLabel: { name, logo, colours }, of: tenant.metadata.name };
  }
  return undefined;
}

/** @throws Error on a ServiceAccount that is no member */
export function toMember(account: ServiceAccount): Member {
  const { name, annotations, labels, creationTimestamp } = account.metadata;
  const role = roleOf(account);
  if (!role) throw new Error(`ServiceAccount "${name}" is no member`);
  return Object.assign(new Member(), {
    name,
    displayName: annotations?.[ANNOTATION_DISPLAY_NAME] ?? name,
    role,
    signsIn: labels?.[LABEL_ACCOUNT] !== undefined,
    joinedAt: new Date(creationTimestamp ?? 0),
  });
}
