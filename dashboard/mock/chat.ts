import { createPubSub } from 'graphql-yoga';
import type { Fixture } from './fixtures.ts';

type Ref = { namespace: string; name: string };
type Place = { path?: string | null; width: number; height: number; x: number; y: number };
type Failure = { __typename: string; code: string; message: string; field?: string };

interface Line {
  change: 'added' | 'removed' | 'changed';
  what: string;
  before?: string;
  after?: string;
}

interface Message {
  __typename: 'ChatMessage';
  id: string;
  sequence: number;
  changed: number;
  at: string;
  author: string;
  text: string;
  place: Place | null;
  isRequest: boolean;
  state: 'said' | 'open' | 'accepted' | 'dismissed';
  decidedBy: string | null;
  decidedAt: string | null;
  became: number | null;
  reply: {
    generation: number;
    lines: Line[];
    notes: string[];
    notUnderstood: { text: string; reason: string }[];
    tries: string[];
  };
}

/** Of whose app the person who looks is a client's person: they speak, and others accept. */
export const OF_CLIENT = 'pottery-shop';

const SUGGESTIONS = [
  'add a due date to invoices',
  'make the phone of clients required',
  'add the status “On hold” to projects',
  'add a role accountant',
  'make the accent colour dark green',
];
const PAGES = [
  { path: '/', label: 'Start' },
  { path: '/clients', label: 'Clients' },
  { path: '/invoices', label: 'Invoices' },
];

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** “Add … to …” and “remove … from …” are understood, and nothing else. */
function read(text: string): Message['reply'] {
  const reply: Message['reply'] = { generation: 1, lines: [], notes: [], notUnderstood: [], tries: [] };
  for (const part of text.split(/ and (?=remind|add|remove)/)) {
    const [, verb = '', what = '', of = 'invoices'] =
      /^(add|remove) (?:an? |the )?(.+?)(?: (?:to|from) (\w+))?$/i.exec(part.trim()) ?? [];
    if (verb === '') {
      const reason = /remind/.test(part)
        ? 'Notifications, reminders and e-mail of its own accord is not part of this version'
        : 'I do not know how to say this in the spec';
      reply.notUnderstood.push({ text: part, reason });
    } else {
      const name = `${capital(of)} › ${capital(what)}`;
      reply.lines.push(
        verb === 'add'
          ? { change: 'added', what: name, after: what.includes('date') ? 'date' : 'text' }
          : { change: 'removed', what: name, before: 'phone' },
      );
    }
  }
  if (reply.notUnderstood.length > 0) reply.tries = SUGGESTIONS.slice(0, 3);
  return reply;
}

/**
 * Chats for the stand-in gateway. What goes wrong is caused by what is said: “too fast” is refused, and what has “meanwhile”
 * in it was overtaken when it is accepted.
 */
export function startChats({
  find,
  accepted,
  failure,
  eventTarget,
}: {
  find: (ref: Ref) => Fixture | undefined;
  accepted: (ref: Ref) => object;
  failure: (code: string, message: string, field?: string) => Failure;
  eventTarget: EventTarget;
}) {
  const all = new Map<string, Message[]>();
  const told = createPubSub<{ chat: [name: string, message: Message] }>({ eventTarget: eventTarget as never });
  let sequence = 0;
  const of = ({ name }: Ref) => {
    const there = all.get(name) ?? [];
    all.set(name, there);
    return there;
  };
  const mayAccept = ({ name }: Ref) => name !== OF_CLIENT;
  const add = (ref: Ref, said: Pick<Message, 'id' | 'author' | 'text' | 'place' | 'isRequest'>, at = new Date()) => {
    const reply = read(said.text);
    sequence += 1;
    const message: Message = {
      __typename: 'ChatMessage',
      ...said,
      sequence,
      changed: sequence,
      at: at.toISOString(),
      state: said.isRequest || reply.lines.length > 0 ? 'open' : 'said',
      decidedBy: null,
      decidedAt: null,
      became: null,
      reply,
    };
    of(ref).push(message);
    return message;
  };
  const change = (ref: Ref, id: string, edit: (message: Message) => void): Message | Failure => {
    const message = of(ref).find((one) => one.id === id);
    if (!message) return failure('NOT_FOUND', 'There is no such message in the chat of this build.', 'id');
    edit(message);
    sequence += 1;
    message.changed = sequence;
    told.publish('chat', ref.name, { ...message });
    return message;
  };
  const decide = (ref: Ref, id: string, state: 'accepted' | 'dismissed') =>
    change(ref, id, (message) => {
      const generation = find(ref)?.generation ?? 1;
      Object.assign(message, { state, decidedBy: 'owner', decidedAt: new Date().toISOString() });
      if (state === 'accepted') message.became = generation;
    });

  const northwind = { namespace: 'default', name: 'northwind-crm' };
  const past = new Date(Date.now() - 3_600_000);
  add(
    northwind,
    { id: 'first', author: 'owner', text: 'add a nickname to clients', place: null, isRequest: false },
    past,
  );
  decide(northwind, 'first', 'accepted');
  const place = { path: '/invoices', width: 1120, height: 900, x: 0.3, y: 0.2 };
  add(northwind, { id: 'asked', author: 'ben@bakery', text: 'add a due date', place, isRequest: true }, past);

  return {
    ofBuild: {
      chat: (build: Fixture, { open, first = 50 }: { open?: boolean; first?: number }) => {
        const messages = of(build).filter(({ state }) => !open || state === 'open');
        const edges = messages.slice(0, first).map((node) => ({ node, cursor: String(node.sequence) }));
        const pageInfo = { hasNextPage: messages.length > first, hasPreviousPage: false };
        return { edges, totalCount: messages.length, pageInfo };
      },
      chatHelp: (build: Fixture) => ({ mayAccept: mayAccept(build), suggestions: SUGGESTIONS, pages: PAGES }),
    },
    mutations: {
      say: (_: unknown, { build, id, text, place }: { build: Ref; id: string; text: string; place?: Place | null }) => {
        if (text === 'too fast')
          return failure('TOO_MANY_ATTEMPTS', '20 messages a minute are the most: wait a moment.', 'text');
        const message = add(build, { id, author: 'owner', text, place: place ?? null, isRequest: !mayAccept(build) });
        told.publish('chat', build.name, { ...message });
        return message;
      },
      acceptProposal: (_: unknown, { build, id }: { build: Ref; id: string }) => {
        const message = of(build).find((one) => one.id === id);
        if (message?.text.includes('meanwhile') && message.reply.generation === 1)
          return failure(
            'CHANGED_MEANWHILE',
            'The app was changed after this was proposed. Have it proposed again, and look at it before you accept it.',
            'id',
          );
        const changed = accepted(build);
        return { __typename: 'AcceptedProposal', build: changed, chatMessage: decide(build, id, 'accepted') };
      },
      proposeAgain: (_: unknown, { build, id }: { build: Ref; id: string }) =>
        change(build, id, (message) => {
          message.reply = { ...message.reply, generation: find(build)?.generation ?? 2 };
          message.reply.generation += 1;
        }),
      dismissProposal: (_: unknown, { build, id }: { build: Ref; id: string }) => decide(build, id, 'dismissed'),
    },
    subscription: {
      subscribe: async function* (_: unknown, { after, ...ref }: Ref & { after: number }) {
        const changes = told.subscribe('chat', ref.name);
        for (const message of of(ref).toSorted((a, b) => a.changed - b.changed))
          if (message.changed > after) yield { ...message };
        yield* changes;
      },
      resolve: (message: unknown) => message,
    },
  };
}
