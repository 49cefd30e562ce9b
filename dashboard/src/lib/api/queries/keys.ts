import { graphql, type ResultOf } from '../graphql.ts';
import { FailureParts } from './parts.ts';

export const KeysQuery = graphql(`
  query Keys($name: String!) {
    tenant(name: $name) {
      displayName
      keyring {
        service
        title
        variable
        without
        upgrade
        href
        isSet
        lastFour
        tested
        setAt
        setBy
      }
    }
  }
`);

export const SetKeyMutation = graphql(
  `
    mutation SetKey($input: SetKeyInput!) {
      setKey(input: $input) {
        __typename
        ... on StoredKey {
          tested
          message
          at
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const RemoveKeyMutation = graphql(
  `
    mutation RemoveKey($tenant: String!, $service: KeyService!) {
      removeKey(tenant: $tenant, service: $service) {
        __typename
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export type Keyring = NonNullable<ResultOf<typeof KeysQuery>['tenant']>;
export type TenantKey = NonNullable<Keyring['keyring']>[number];
