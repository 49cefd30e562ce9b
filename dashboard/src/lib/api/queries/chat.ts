import { graphql, type ResultOf } from '../graphql.ts';
import { BuildParts } from './builds.ts';
import { FailureParts } from './parts.ts';

export const ChatParts = graphql(`
  fragment ChatParts on ChatMessage @_unmask {
    id
    sequence
    changed
    at
    author
    text
    isRequest
    state
    decidedBy
    decidedAt
    became
    place {
      path
      width
      height
      x
      y
    }
    reply {
      generation
      hash
      notes
      tries
      lines {
        change
        what
        before
        after
      }
      notUnderstood {
        text
        reason
      }
    }
  }
`);

/** How much there is, what one can say, and whether one may accept. */
export const ChatHelpQuery = graphql(`
  query ChatHelp($name: String!, $namespace: String!) {
    build(name: $name, namespace: $namespace) {
      all: chat(first: 1) {
        totalCount
      }
      open: chat(first: 1, open: true) {
        totalCount
      }
      chatHelp {
        mayAccept
        suggestions
        pages {
          path
          label
        }
      }
    }
  }
`);

export const ChatMessagesSubscription = graphql(
  `
    subscription ChatMessages($name: String!, $namespace: String!, $after: Sequence!) {
      chatMessages(name: $name, namespace: $namespace, after: $after) {
        ...ChatParts
      }
    }
  `,
  [ChatParts],
);

export const SayMutation = graphql(
  `
    mutation Say($build: BuildRefInput!, $id: ID!, $text: String!, $place: ChatPlaceInput) {
      say(build: $build, id: $id, text: $text, place: $place) {
        __typename
        ...ChatParts
        ...FailureParts
      }
    }
  `,
  [ChatParts, FailureParts],
);

export const AcceptMutation = graphql(
  `
    mutation Accept($build: BuildRefInput!, $id: ID!, $hash: String) {
      acceptProposal(build: $build, id: $id, hash: $hash) {
        __typename
        ... on AcceptedProposal {
          build {
            ...BuildParts
          }
          chatMessage {
            ...ChatParts
          }
        }
        ...FailureParts
      }
    }
  `,
  [BuildParts, ChatParts, FailureParts],
);

export const ProposeAgainMutation = graphql(
  `
    mutation ProposeAgain($build: BuildRefInput!, $id: ID!) {
      proposeAgain(build: $build, id: $id) {
        __typename
        ...ChatParts
        ...FailureParts
      }
    }
  `,
  [ChatParts, FailureParts],
);

export const DismissMutation = graphql(
  `
    mutation Dismiss($build: BuildRefInput!, $id: ID!) {
      dismissProposal(build: $build, id: $id) {
        __typename
        ...ChatParts
        ...FailureParts
      }
    }
  `,
  [ChatParts, FailureParts],
);

export type ChatMessage = ResultOf<typeof ChatParts>;
export type ChatPlace = NonNullable<ChatMessage['place']>;
export type ChatHelp = NonNullable<ResultOf<typeof ChatHelpQuery>['build']>['chatHelp'];
