import { graphql, type ResultOf } from '../graphql.ts';

export const SourceQuery = graphql(`
  query Source($name: String!, $namespace: String!) {
    build(name: $name, namespace: $namespace) {
      source {
        head {
          id
        }
        commits {
          id
          at
          title
          body
          feature
          removed
          generation
        }
        tree {
          isCut
          files {
            path
            kind
            size
          }
        }
      }
    }
  }
`);

export const SourceLinksQuery = graphql(`
  query SourceLinks($name: String!, $namespace: String!) {
    build(name: $name, namespace: $namespace) {
      source {
        links {
          archive
        }
      }
    }
  }
`);

export const SourceFileQuery = graphql(`
  query SourceFile($name: String!, $namespace: String!, $path: String!) {
    build(name: $name, namespace: $namespace) {
      source {
        file(path: $path) {
          path
          kind
          size
          text
          isBinary
        }
      }
    }
  }
`);

export const SourceChangesQuery = graphql(`
  query SourceChanges($name: String!, $namespace: String!, $commit: String!) {
    build(name: $name, namespace: $namespace) {
      source {
        commit(id: $commit) {
          changes {
            isCut
            files {
              path
              previousPath
              kind
              additions
              deletions
              patch
            }
          }
        }
      }
    }
  }
`);

export type Source = NonNullable<NonNullable<ResultOf<typeof SourceQuery>['build']>['source']>;

export type SourceCommit = Source['commits'][number];

export type SourceEntry = Source['tree']['files'][number];

export type SourceFile = NonNullable<
  NonNullable<NonNullable<ResultOf<typeof SourceFileQuery>['build']>['source']>['file']
>;

export type SourceChanges = NonNullable<
  NonNullable<NonNullable<ResultOf<typeof SourceChangesQuery>['build']>['source']>['commit']
>['changes'];

export type SourceChange = SourceChanges['files'][number];
