import type { ServiceAccount } from '@appfactory/kube/core';
import {
  ANNOTATION_DISPLAY_NAME,
  LABEL_ACCOUNT,
  type MemberRole,
  type Tenant as TenantResource,
  whiteLabelSchema,
} from '@appfactory/resources/tenant';
import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { inputType, outputType } from '../graphql/zodTypes.ts';
import { roleOf } from './memberships.ts';

export const MemberRoles = { owner: 'owner', member: 'member', viewer: 'viewer' } as const;
registerEnumType(MemberRoles, {
  name: 'MemberRole',
  description: 'owner: also makes members and clients. member: states apps. viewer: sees them.',
});

const WhiteLabelType = outputType(whiteLabelSchema, 'WhiteLabel');
export const WhiteLabelInput = inputType(whiteLabelSchema, 'WhiteLabelInput');

@ObjectType({ description: 'An agency, one of its clients, or a team. Its builds are in the namespace of its name.' })
export class Tenant {
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

@InputType()
export class InviteMemberInput {
  @Field(() => String)
  tenant!: string;

  @Field(() => String, { description: 'Lower-case letters, digits and hyphens; they sign in as NAME@TENANT.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What people call them.' })
  displayName?: string | null;

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

export function toTenant({ metadata, spec, status }: TenantResource, agency: TenantResource | undefined): Tenant {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return {
    name: metadata.name,
    displayName: spec.displayName,
    agency: spec.agency,
    plan: spec.plan,
    whiteLabel: spec.whiteLabel ?? agency?.spec.whiteLabel,
    ready: ready?.status === 'True',
    message: ready?.message,
    createdAt: new Date(metadata.creationTimestamp ?? 0),
  };
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
