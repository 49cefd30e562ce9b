import { graphql, type ResultOf } from '../graphql.ts';
import { ConditionParts, FailureParts } from './parts.ts';

/** What the list and the page of one show. */
const ReleaseParts = graphql(
  `
    fragment ReleaseParts on Release @_unmask {
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
  `,
  [ConditionParts],
);

export const ReleasesQuery = graphql(
  `
    query Releases {
      releases {
        ...ReleaseParts
      }
    }
  `,
  [ReleaseParts],
);

export const ReleaseQuery = graphql(
  `
    query Release($name: String!, $namespace: String!) {
      release(name: $name, namespace: $namespace) {
        ...ReleaseParts
        spec {
          dataPolicy
        }
        status {
          serving {
            size
          }
          environment {
            variables {
              name
              secret
              value
              ofTenant
              setAt
              setBy
            }
            refused
          }
        }
        mayExportData
        dataExport {
          name
          phase
          message
          packedAt
          expiresAt
          size
          databaseSize
          files
          download
        }
        mayChangeEnvironment
        offeredServices {
          service
          without
          upgrade
          href
          variables {
            name
            secret
          }
        }
        instances {
          name
          node
          ready
          state
          restarts
          startedAt
        }
      }
    }
  `,
  [ReleaseParts],
);

/** What is known of a version: which spec it was built for, and what was proven of it. */
export const VersionsQuery = graphql(`
  query Versions($name: String!, $namespace: String!) {
    build(name: $name, namespace: $namespace) {
      version
      spec {
        title
        release {
          domain
          artifact
        }
      }
      status {
        artifacts {
          digest
          commit
          size
          generation
        }
      }
      generations {
        generation
        outcome
      }
    }
  }
`);

export const ReleaseLogQuery = graphql(`
  query ReleaseLog($name: String!, $namespace: String!, $lines: Int!) {
    release(name: $name, namespace: $namespace) {
      log(lines: $lines)
    }
  }
`);

export const ChangeEnvironmentMutation = graphql(
  `
    mutation ChangeEnvironment($input: ChangeEnvironmentInput!) {
      changeEnvironment(input: $input) {
        __typename
        ... on ChangedEnvironment {
          at
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const ExportDataMutation = graphql(
  `
    mutation ExportData($input: ExportDataInput!) {
      exportData(input: $input) {
        __typename
        ... on DataExport {
          name
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const DeleteDataExportMutation = graphql(
  `
    mutation DeleteDataExport($dataExport: DataExportRefInput!) {
      deleteDataExport(dataExport: $dataExport) {
        __typename
        ... on Done {
          done
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export const RevealFirstOwnerMutation = graphql(
  `
    mutation RevealFirstOwner($release: ReleaseRefInput!) {
      revealFirstOwner(release: $release) {
        __typename
        ... on FirstOwner {
          email
          password
        }
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export type FirstOwner = Extract<
  ResultOf<typeof RevealFirstOwnerMutation>['revealFirstOwner'],
  { __typename: 'FirstOwner' }
>;

export type ReleaseDetails = NonNullable<ResultOf<typeof ReleaseQuery>['release']>;

export type EnvironmentVariable = NonNullable<ReleaseDetails['status']['environment']>['variables'][number];

export type Versions = NonNullable<ResultOf<typeof VersionsQuery>['build']>;

export type Release = ResultOf<typeof ReleasesQuery>['releases'][number];
