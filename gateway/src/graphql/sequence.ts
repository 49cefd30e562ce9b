import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Place of an event in the stream: a whole number that only grows. Larger than GraphQL's Int can be. */
export const Sequence = new GraphQLScalarType<number, number>({
  name: 'Sequence',
  description: 'Place of an event in the stream: a whole number from 0 on that only grows.',
  serialize: sequenceOf,
  parseValue: sequenceOf,
  parseLiteral: (node) => sequenceOf(node.kind === Kind.INT ? Number(node.value) : undefined),
});

function sequenceOf(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new GraphQLError('A sequence is a whole number from 0 on.', { extensions: { code: 'BAD_USER_INPUT' } });
}
