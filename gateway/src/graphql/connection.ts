import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Failed } from './failure.ts';

type Class<T> = new () => T;

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface Connection<T> {
  edges: { node: T; cursor: string }[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** The Relay connection type of a node type. */
export function connectionType<T>(node: Class<T>, name: string): Class<Connection<T>> {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => node)
    node!: T;

    @Field(() => String)
    cursor!: string;
  }
  @ObjectType(`${name}Connection`)
  class ConnectionOfNode implements Connection<T> {
    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'Of all pages.' })
    totalCount!: number;
  }
  return ConnectionOfNode;
}

export const LARGEST_PAGE = 100;

/** The page of sorted items after a cursor. Each item's place must be unique, and sorted as the items are (ascending). */
export function pageOf<T>(
  items: readonly T[],
  placeOf: (item: T) => string,
  { first, after }: { first: number; after?: string },
): Connection<T> {
  if (first < 1 || first > LARGEST_PAGE) {
    throw new Failed('INVALID', `first is from 1 to ${LARGEST_PAGE}; this is ${first}.`, 'first');
  }
  const place = after === undefined ? undefined : decode(after);
  const from = place === undefined ? 0 : firstAfter(items, placeOf, place);
  const page = items.slice(from, from + first);
  const edges = page.map((node) => ({ node, cursor: encode(placeOf(node)) }));
  return {
    edges,
    totalCount: items.length,
    pageInfo: pageInfo(edges, from + first < items.length, from > 0),
  };
}

/**
 * The page of what was read of a stream's table after a sequence.
 * @param items in the order of their sequences; one more than the page has, when there are more
 */
export function pageBySequence<T extends { sequence: number }, N>(
  items: readonly T[],
  toNode: (item: T) => N,
  { size, after, totalCount }: { size: number; after: number; totalCount: number },
): Connection<N> {
  const edges = items.slice(0, size).map((item) => ({ node: toNode(item), cursor: String(item.sequence) }));
  return { edges, totalCount, pageInfo: pageInfo(edges, items.length > size, after > 0) };
}

function pageInfo(edges: { cursor: string }[], hasNextPage: boolean, hasPreviousPage: boolean): PageInfo {
  const [startCursor = null, endCursor = null] = [edges[0]?.cursor, edges.at(-1)?.cursor];
  return { hasNextPage, hasPreviousPage, startCursor, endCursor };
}

/** The item of the cursor may be gone; what comes after its place is still right. */
function firstAfter<T>(items: readonly T[], placeOf: (item: T) => string, place: string): number {
  const index = items.findIndex((item) => placeOf(item) > place);
  return index < 0 ? items.length : index;
}

function encode(place: string): string {
  return Buffer.from(place).toString('base64url');
}

function decode(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (encode(place) !== cursor) throw new Failed('INVALID', 'This cursor is not one that was given out.', 'after');
  return place;
}
