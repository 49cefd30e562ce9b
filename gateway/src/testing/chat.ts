/** A message as tests look at it. */
export interface Said {
  id: string;
  author: string;
  text: string;
  state: string;
  isRequest: boolean;
  reply: {
    generation: number;
    lines: { change: string; what: string; before: string | null; after: string | null }[];
    notUnderstood: { text: string; reason: string }[];
    tries: string[];
  };
}

export const MESSAGE = `fragment M on ChatMessage {
  id sequence changed at author text isRequest state decidedBy became
  place { path width height x y }
  reply { generation notes tries lines { change what before after } notUnderstood { text reason } }
}`;

export const SAY = `mutation ($build: BuildRefInput!, $text: String!, $place: ChatPlaceInput, $id: ID) {
  say(build: $build, text: $text, place: $place, id: $id) { ...M ... on Failure { code message field } } } ${MESSAGE}`;
export const ACCEPT = `mutation ($build: BuildRefInput!, $id: ID!, $hash: String) { acceptProposal(build: $build, id: $id, hash: $hash) {
  ... on AcceptedProposal { build { generation } chatMessage { state decidedBy became } } ... on Failure { code message field } } }`;
export const AGAIN = `mutation ($build: BuildRefInput!, $id: ID!) {
  proposeAgain(build: $build, id: $id) { ...M ... on Failure { code message field } } } ${MESSAGE}`;
export const DISMISS = `mutation ($build: BuildRefInput!, $id: ID!) {
  dismissProposal(build: $build, id: $id) { ...M ... on Failure { code message field } } } ${MESSAGE}`;
