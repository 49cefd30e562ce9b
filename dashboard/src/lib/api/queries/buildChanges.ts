import { graphql } from '../graphql.ts';
import { BuildParts } from './builds.ts';
import { FailureParts } from './parts.ts';

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

export const CancelMutation = graphql(
  `
    mutation Cancel($build: BuildRefInput!) {
      cancelBuild(build: $build) {
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

export const RetryMutation = graphql(
  `
    mutation Retry($build: BuildRefInput!, $feature: String!) {
      retryBuild(build: $build, feature: $feature) {
        __typename
        ...BuildParts
        ...FailureParts
      }
    }
  `,
  [BuildParts, FailureParts],
);

export const RollBackToFeatureMutation = graphql(
  `
    mutation RollBackToFeature($build: BuildRefInput!, $feature: String!) {
      rollBackToFeature(build: $build, feature: $feature) {
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
