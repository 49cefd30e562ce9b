import type { Fixture } from './fixtures.ts';

type Ref = { namespace: string; name: string };

export interface MockNews {
  kind: string;
  at?: string;
  text?: string;
  by?: string;
  count?: number;
}

/** What happened while nobody looked: nothing, until a test or whoever develops says what. */
export function mockNews(builds: () => Fixture[]) {
  const news = new Map<string, MockNews[]>();
  /** Names of builds that were looked at, with how far. */
  const looks: { name: string; events: number; chat: number }[] = [];
  const lookedAt = new Map<string, string>();
  return {
    news,
    looks,
    Build: {
      news: ({ name }: Fixture) => ({
        lookedAt: lookedAt.get(name) ?? null,
        ...{ events: 0, chat: 0 },
        items: news.get(name) ?? [],
      }),
    },
    Viewer: {
      buildsWithNews: () => [...news.keys()].flatMap((wanted) => builds().find(({ name }) => name === wanted) ?? []),
    },
    Mutation: {
      noteLook: (_: unknown, { build, events, chat }: { build: Ref; events: number; chat: number }) => {
        looks.push({ name: build.name, events, chat });
        news.delete(build.name);
        lookedAt.set(build.name, new Date().toISOString());
        return { __typename: 'Done', done: true };
      },
    },
  };
}

/** Some of everything, for developing. */
export function someNews(): [name: string, items: MockNews[]][] {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  return [
    [
      'club-events',
      [
        {
          kind: 'failed',
          at: ago(95),
          text: 'The check "the form says what is missing" failed: expected “Enter a date”; the form was sent instead',
        },
        { kind: 'request', at: ago(30), by: 'vera@acme', text: 'add a due date to invoices and remind a week before' },
        { kind: 'questions', count: 2 },
        { kind: 'comment', at: ago(20), by: 'ben@acme', text: 'The calendar looks good on my phone.' },
        { kind: 'comment', at: ago(45), by: 'vera@acme', text: 'Can trainers see the members of other teams?' },
        { kind: 'features', at: ago(97), count: 3 },
      ],
    ],
    [
      'pottery-shop',
      [
        { kind: 'released', at: ago(180) },
        { kind: 'finished', at: ago(182), count: 27 },
        { kind: 'accepted', at: ago(240), by: 'ada@acme', text: 'add a gift note to orders' },
      ],
    ],
    ['field-notes', [{ kind: 'held', text: 'The month has come to its spending limit of 50 USD' }]],
  ];
}
