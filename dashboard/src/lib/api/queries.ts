import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

/** Everything that this dashboard asks for: one place to see what a change of the schema touches. */

export const FailureParts = graphql(`
  fragment FailureParts on Failure @_unmask {
    code
    message
    field
  }
`);

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

const Counts = graphql(`
  fragment Counts on CheckCounts @_unmask {
    passed
    failed
    skipped
  }
`);

const ConditionParts = graphql(`
  fragment ConditionParts on Condition @_unmask {
    type
    status
    reason
    message
    lastTransitionTime
  }
`);

/** What a row of the list shows. */
export const BuildRow = graphql(
  `
    fragment BuildRow on Build @_unmask {
      id
      namespace
      name
      createdAt
      deleting
      ready
      addresses {
        preview
        app
      }
      spec {
        title
        prompt
        paused
      }
      status {
        phase
        message
        progress
        checks {
          ...Counts
        }
        plan {
          features {
            state
          }
        }
      }
    }
  `,
  [Counts],
);

export const BuildsQuery = graphql(
  `
    query Builds($first: Int!, $after: String, $filter: BuildFilterInput) {
      builds(first: $first, after: $after, filter: $filter) {
        totalCount
        edges {
          node {
            ...BuildRow
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  `,
  [BuildRow],
);

/** What the page of one build shows, but for its events. */
export const BuildParts = graphql(
  `
    fragment BuildParts on Build @_unmask {
      id
      namespace
      name
      generation
      version
      createdAt
      deleting
      ready
      addresses {
        preview
        app
      }
      spec {
        title
        prompt
        paused
        budget {
          minutes
        }
        verification {
          acceptSkipped
        }
        release {
          artifact
          dataPolicy
          target
        }
      }
      status {
        observedGeneration
        phase
        message
        progress
        skipped
        conditions {
          ...ConditionParts
        }
        checks {
          ...Counts
        }
        failure {
          reason
          message
        }
        failures {
          check
          seen
        }
        plan {
          template
          assumptions
          notBuilt
          questions {
            id
            text
            default
            options {
              label
              change
            }
          }
          features {
            id
            title
            state
            commit
            checks {
              ...Counts
            }
          }
        }
        artifact {
          digest
          commit
          size
          generation
        }
        artifacts {
          digest
          commit
          size
          generation
        }
        release {
          url
        }
      }
    }
  `,
  [ConditionParts, Counts],
);

export const BuildQuery = graphql(
  `
    query Build($name: String!, $namespace: String!) {
      build(name: $name, namespace: $namespace) {
        ...BuildParts
      }
    }
  `,
  [BuildParts],
);

export const BuildChangedSubscription = graphql(
  `
    subscription BuildChanged($name: String!, $namespace: String!) {
      buildChanged(name: $name, namespace: $namespace) {
        ...BuildParts
      }
    }
  `,
  [BuildParts],
);

export const BuildEventParts = graphql(
  `
    fragment BuildEventParts on BuildEvent @_unmask {
      sequence
      generation
      at
      type
      feature
      features
      check
      against
      result
      state
      step
      seconds
      message
      reason
      verified
      address
      commit
      checks {
        ...Counts
      }
    }
  `,
  [Counts],
);

export const BuildEventsSubscription = graphql(
  `
    subscription BuildEvents($name: String!, $namespace: String!, $after: Sequence!) {
      buildEvents(name: $name, namespace: $namespace, after: $after) {
        ...BuildEventParts
      }
    }
  `,
  [BuildEventParts],
);

export const PauseMutation = graphql(
  `
    mutation Pause($build: BuildRefInput!) {
      pauseBuild(build: $build) {
        __typename
        ...BuildParts
        ...FailureParts
      }
    }
  `,
  [BuildParts, FailureParts],
);

export const ResumeMutation = graphql(
  `
    mutation Resume($build: BuildRefInput!) {
      resumeBuild(build: $build) {
        __typename
        ...BuildParts
        ...FailureParts
      }
    }
  `,
  [BuildParts, FailureParts],
);

export const RollBackMutation = graphql(
  `
    mutation RollBack($build: BuildRefInput!, $digest: String) {
      rollBackBuild(build: $build, digest: $digest) {
        __typename
        ...BuildParts
        ...FailureParts
      }
    }
  `,
  [BuildParts, FailureParts],
);

export const ChangeMutation = graphql(
  `
    mutation Change($input: ChangeBuildInput!) {
      changeBuild(input: $input) {
        __typename
        ...BuildParts
        ...FailureParts
      }
    }
  `,
  [BuildParts, FailureParts],
);

export const DeleteMutation = graphql(
  `
    mutation Delete($build: BuildRefInput!, $id: ID) {
      deleteBuild(build: $build, id: $id) {
        __typename
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const PlanQuery = graphql(
  `
    query Plan($name: String, $spec: AppBuildSpecInput!) {
      plan(name: $name, spec: $spec) {
        __typename
        ... on AppPlan {
          title
          description
          kinds
          checks
          manifest
          assumptions
          notBuilt
          entities {
            name
            label
            plural
            description
            views
            fields {
              name
              label
              type
              required
              unique
              values
              to
              currency
              help
            }
            states {
              field
              initial
              transitions {
                name
                label
                from
                to
                roles
              }
            }
            permissions {
              role
              actions
              scope
            }
          }
          origins {
            entity
            from
            text
          }
          roles {
            name
            label
            description
            signUp
            givenBy
          }
          features {
            id
            title
            checks
          }
          questions {
            id
            text
            default
            options {
              label
              change
            }
          }
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const CreateMutation = graphql(
  `
    mutation Create($input: CreateBuildInput!) {
      createBuild(input: $input) {
        __typename
        ... on Build {
          namespace
          name
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const ReleasesQuery = graphql(
  `
    query Releases {
      releases {
        id
        namespace
        name
        createdAt
        address
        spec {
          appBuild
          host
          artifact {
            digest
          }
        }
        status {
          phase
          conditions {
            ...ConditionParts
          }
          serving {
            digest
            commit
          }
          history {
            digest
            commit
            at
          }
          handOver {
            milliseconds
          }
        }
      }
    }
  `,
  [ConditionParts],
);

export type Plan = Extract<ResultOf<typeof PlanQuery>['plan'], { __typename: 'AppPlan' }>;
export type SpecInput = VariablesOf<typeof PlanQuery>['spec'];
export type Release = ResultOf<typeof ReleasesQuery>['releases'][number];
export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;
export type Build = ResultOf<typeof BuildParts>;
export type BuildListRow = ResultOf<typeof BuildRow>;
export type BuildEvent = ResultOf<typeof BuildEventParts>;
export type Condition = ResultOf<typeof ConditionParts>;
export type CheckCounts = ResultOf<typeof Counts>;
