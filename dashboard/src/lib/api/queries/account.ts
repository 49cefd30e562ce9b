import { graphql, type ResultOf } from '../graphql.ts';
import { FailureParts } from './parts.ts';

export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      name
      kind
      actingAs
    }
  }
`);

export const SignInMutation = graphql(
  `
    mutation SignIn($name: String!, $password: String!) {
      signIn(name: $name, password: $password) {
        __typename
        ... on Viewer {
          name
          kind
          actingAs
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
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

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;
