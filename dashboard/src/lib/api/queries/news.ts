import { graphql, type ResultOf } from '../graphql.ts';
import { FailureParts } from './parts.ts';

/** What happened to a build since somebody looked. */
export const NewsParts = graphql(`
  fragment NewsParts on BuildNews @_unmask {
    lookedAt
    events
    chat
    items {
      kind
      at
      text
      by
      count
    }
  }
`);

export const NewsQuery = graphql(
  `
    query News($name: String!, $namespace: String!) {
      build(name: $name, namespace: $namespace) {
        id
        news {
          ...NewsParts
        }
      }
    }
  `,
  [NewsParts],
);

export const BuildsWithNewsQuery = graphql(
  `
    query BuildsWithNews {
      viewer {
        buildsWithNews(first: 50) {
          id
          namespace
          name
          spec {
            title
          }
          news {
            ...NewsParts
          }
        }
      }
    }
  `,
  [NewsParts],
);

export const NoteLookMutation = graphql(
  `
    mutation NoteLook($build: BuildRefInput!, $events: Sequence!, $chat: Sequence!) {
      noteLook(build: $build, events: $events, chat: $chat) {
        __typename
        ...FailureParts
      }
    }
  `,
  [FailureParts],
);

export type News = ResultOf<typeof NewsParts>;
export type NewsItem = News['items'][number];
export type BuildWithNews = NonNullable<ResultOf<typeof BuildsWithNewsQuery>['viewer']>['buildsWithNews'][number];
