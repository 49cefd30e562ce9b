import { graphql, type ResultOf, type VariablesOf } from '../graphql.ts';
import { FailureParts, WhiteLabelParts } from './parts.ts';

/** What a row of the list shows. */
export const TenantRow = graphql(`
  fragment TenantRow on Tenant @_unmask {
    name
    displayName
    agency
    role
    ready
    deleting
    notice: message
    buildCount
    memberCount
  }
`);

export const TenantsQuery = graphql(
  `
    query Tenants {
      tenants {
        ...TenantRow
      }
    }
  `,
  [TenantRow],
);

export const MemberParts = graphql(`
  fragment MemberParts on Member @_unmask {
    name
    displayName
    role
    signsIn
    joinedAt
  }
`);

/** What the page of one tenant shows. */
export const TenantParts = graphql(
  `
    fragment TenantParts on Tenant @_unmask {
      ...TenantRow
      createdAt
      mayChange
      mayLimit
      retentionDays
      historySince
      whiteLabelOf
      whiteLabel {
        ...WhiteLabelParts
      }
      budget {
        builds
        pods
        cpu
        memory
        storage
      }
      members {
        ...MemberParts
      }
      deletion {
        builds
        releases
        members
        volumesGone
        volumesKept
        clients
      }
    }
  `,
  [TenantRow, MemberParts, WhiteLabelParts],
);

export const TenantQuery = graphql(
  `
    query Tenant($name: String!) {
      tenant(name: $name) {
        ...TenantParts
      }
    }
  `,
  [TenantParts],
);

export const CreateTenantMutation = graphql(
  `
    mutation CreateTenant($input: CreateTenantInput!) {
      createTenant(input: $input) {
        __typename
        ... on Tenant {
          name
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const ChangeTenantMutation = graphql(
  `
    mutation ChangeTenant($input: ChangeTenantInput!) {
      changeTenant(input: $input) {
        __typename
        ...TenantParts
        ...FailureParts
      }
    }
  `,
  [TenantParts, FailureParts],
);

export const DeleteTenantMutation = graphql(
  `
    mutation DeleteTenant($input: DeleteTenantInput!) {
      deleteTenant(input: $input) {
        __typename
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const InviteMutation = graphql(
  `
    mutation Invite($input: InviteMemberInput!) {
      inviteMember(input: $input) {
        __typename
        ... on Invitation {
          link
          expiresAt
          member {
            name
            displayName
          }
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const ChangeRoleMutation = graphql(
  `
    mutation ChangeRole($member: MemberRefInput!, $role: MemberRole!) {
      changeMemberRole(member: $member, role: $role) {
        __typename
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const RemoveMemberMutation = graphql(
  `
    mutation RemoveMember($member: MemberRefInput!) {
      removeMember(member: $member) {
        __typename
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export type TenantListRow = ResultOf<typeof TenantRow>;
export type Tenant = ResultOf<typeof TenantParts>;
export type Member = ResultOf<typeof MemberParts>;
export type MemberRole = Member['role'];
export type TenantChange = Omit<VariablesOf<typeof ChangeTenantMutation>['input'], 'name'>;
export type Invitation = Exclude<ResultOf<typeof InviteMutation>['inviteMember'], { __typename: 'Failure' }>;
