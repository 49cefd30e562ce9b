import { graphql, type ResultOf } from '../graphql.ts';
import { FailureParts, WhiteLabelParts } from './parts.ts';

export const ViewerParts = graphql(
  `
    fragment ViewerParts on Viewer @_unmask {
      name
      kind
      actingAs
      makesAgencies
      statesApps
      ownsTenants
      whiteLabel {
        ...WhiteLabelParts
      }
    }
  `,
  [WhiteLabelParts],
);

export const ViewerQuery = graphql(
  `
    query Viewer {
      viewer {
        ...ViewerParts
      }
    }
  `,
  [ViewerParts],
);

/** The gateway's way in over an issuer; with what went wrong there the last time. */
export const SingleSignOnQuery = graphql(`
  query SingleSignOn($problem: String) {
    singleSignOn(problem: $problem) {
      name
      path
      problem
    }
  }
`);

export const SignInMutation = graphql(
  `
    mutation SignIn($name: String!, $password: String!) {
      signIn(name: $name, password: $password) {
        __typename
        ...ViewerParts
        ...FailureParts
      }
    }
  `,
  [ViewerParts, FailureParts],
);

export const SignOutMutation = graphql(`
  mutation SignOut {
    signOut {
      done
    }
  }
`);

export const SetPasswordMutation = graphql(
  `
    mutation SetPassword($password: String!) {
      setPassword(password: $password) {
        __typename
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const AccessTokensQuery = graphql(`
  query AccessTokens {
    accessTokens {
      id
      name
      createdAt
      expiresAt
      usedAt
    }
  }
`);

export const CreateAccessTokenMutation = graphql(
  `
    mutation CreateAccessToken($name: String!, $days: Int!) {
      createAccessToken(name: $name, days: $days) {
        __typename
        ... on NewAccessToken {
          token
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const RevokeAccessTokenMutation = graphql(
  `
    mutation RevokeAccessToken($id: ID!) {
      revokeAccessToken(id: $id) {
        __typename
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export type AccessToken = ResultOf<typeof AccessTokensQuery>['accessTokens'][number];
export type SingleSignOn = NonNullable<ResultOf<typeof SingleSignOnQuery>['singleSignOn']>;
export type Viewer = ResultOf<typeof ViewerParts>;
export type WhiteLabel = NonNullable<Viewer['whiteLabel']>;
