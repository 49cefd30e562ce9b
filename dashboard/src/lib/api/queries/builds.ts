import { graphql, type ResultOf } from '../graphql.ts';
import { NewsParts } from './news.ts';
import { ConditionParts, Counts } from './parts.ts';

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
        cancelled
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
      news {
        ...NewsParts
      }
    }
  `,
  [Counts, NewsParts],
);

export const BuildsQuery = graphql(
  `
    query Builds($first: Int!, $after: String, $namespace: String, $filter: BuildFilterInput) {
      builds(first: $first, after: $after, namespace: $namespace, filter: $filter) {
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
        cancelled
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
          rolledBackTo
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
      screenshotLink
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

export type Build = ResultOf<typeof BuildParts>;

/** What people call their apps. */
export const BuildTitlesQuery = graphql(`
  query BuildTitles($first: Int!) {
    builds(first: $first) {
      edges {
        node {
          namespace
          name
          spec {
            title
          }
        }
      }
    }
  }
`);

export type BuildListRow = ResultOf<typeof BuildRow>;

export type BuildEvent = ResultOf<typeof BuildEventParts>;
