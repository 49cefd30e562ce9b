import { randomUUID } from 'node:crypto';
import {
  type ChatEvent,
  type ChatPlace,
  type ChatReply,
  chatPlaceSchema,
  chatReplySchema,
  LONGEST_MESSAGE,
} from '@appfactory/events/chat';
import { isConflict, isNotFound } from '@appfactory/kube/errors';
import { APP_BUILDS } from '@appfactory/kube/resources';
import type { SpecChange } from '@appfactory/plan/change/change';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { z } from 'zod';
import { nameOf } from '../accounts/person.ts';
import { checkNamespace } from '../builds/buildName.ts';
import { type BuildChanges, type BuildRefInput, notFound } from '../builds/changes.ts';
import { Failed, failedOf, invalid } from '../graphql/failure.ts';
import { storable } from '../history/parseMessage.ts';
import type { BuildIdentity } from '../history/stored.ts';
import type { Planner } from '../planning/planner.ts';
import { type Asker, may } from '../tenants/access.ts';
import type { ChatPace } from './chatPace.ts';
import type { ChatStore } from './chatStore.ts';
import type { ChatStream } from './chatStream.ts';
import type { ChatMessage } from './storedChat.ts';

export interface Saying {
  /** Given by whoever may have to say it again when the answer is lost. */
  id?: string;
  text: string;
  place?: object;
}

export interface ChatParts {
  store: ChatStore;
  stream: ChatStream;
  pace: ChatPace;
  planner: Planner;
  changes: BuildChanges;
  /** Whether the tables have what is on the stream up to a sequence; milliseconds. */
  reached(sequence: number, within: number): Promise<boolean>;
}

const sayingSchema = z.object({
  id: z.uuid('The id of a message is a UUID: leave it out, and one is made.').optional(),
  text: z
    .string()
    .trim()
    .min(1, 'Say something.')
    .max(LONGEST_MESSAGE, `A message has at most ${LONGEST_MESSAGE} characters.`),
  place: chatPlaceSchema.optional(),
});

/** Milliseconds that an answer waits for its message to be in the tables of all gateways. */
const STORED_WITHIN = 10_000;
/** A build's status is written while somebody accepts: the spec is looked at again each time. */
const MOST_TRIES = 10;

/**
 * What people say of a build. Who may see it may say something; what it comes to is done by who may change it, as that person
 * (Kubernetes decides). Each method throws Failed or ApiError for what is expected to go wrong.
 */
export class Chat {
  readonly #parts: ChatParts;

  constructor(parts: ChatParts) {
    this.#parts = parts;
  }

  /** Keeps what somebody says, with what is made of it. */
  async say(speaker: Asker, ref: BuildRefInput, saying: Saying): Promise<ChatMessage> {
    const parsed = sayingSchema.safeParse({ ...saying, place: saying.place && withoutNulls(saying.place) });
    if (!parsed.success) throw invalid(parsed.error, '');
    const { id = randomUUID(), text, place } = storable(parsed.data);
    const build = await this.#visible(speaker, ref);
    const identity = identityOf(build);
    const { store, planner, pace } = this.#parts;
    const author = nameOf(speaker.person);
    const there = await store.find(speaker.kube.shown, identity, id);
    if (there) {
      if (there.author === author) return there;
      throw new Failed('EXISTS', 'There is a message of this id: leave the id out.', 'id');
    }
    await pace.take(speaker.person, identity);
    const [change, mayChange] = await Promise.all([
      planner.change(build.metadata.name, build.spec, wordsOf(text, place)),
      this.mayChange(speaker, build),
    ]);
    const reply = replyOf(build, change);
    return this.#tell(speaker, identity, id, { type: 'said', text, place, isRequest: !mayChange, reply });
  }

  /** Reads a message again, for the app as it is now. */
  async proposeAgain(speaker: Asker, ref: BuildRefInput, id: string): Promise<ChatMessage> {
    const build = await this.#visible(speaker, ref);
    const { text, place, author } = await this.#undecided(speaker, build, id);
    await this.#checkDecides(speaker, build, author);
    const change = await this.#parts.planner.change(build.metadata.name, build.spec, wordsOf(text, place));
    const reply = replyOf(build, change);
    return this.#tell(speaker, identityOf(build), id, { type: 'answered', reply });
  }

  /**
   * Makes the proposed change, as that person. What is proposed is read anew from the words and the spec as it is: unless it
   * comes to exactly what the message shows, somebody has changed the app since, and it is refused.
   */
  async accept(
    speaker: Asker,
    ref: BuildRefInput,
    { id, hash: shown }: { id: string; hash?: string },
  ): Promise<{ build: AppBuild; message: ChatMessage }> {
    const visible = await this.#visible(speaker, ref);
    const { text, place, reply } = await this.#undecided(speaker, visible, id);
    if (reply.hash === undefined) throw new Failed('INVALID', 'This message proposes nothing.', 'id');
    if (shown !== undefined && shown !== reply.hash) {
      throw new Failed(
        'CHANGED_MEANWHILE',
        'Something else is proposed by now: look at it before you accept it.',
        'hash',
      );
    }
    const { namespace, name, uid } = identityOf(visible);
    for (let tries = 1; ; tries++) {
      const now = await speaker.kube
        .in(namespace)
        .get(APP_BUILDS, { namespace, name })
        .catch((error: unknown) => {
          throw isNotFound(error) ? notFound(ref) : error;
        });
      if (now.metadata.uid !== uid) throw notFound(ref);
      const { patch, hash } = await this.#parts.planner.change(name, now.spec, wordsOf(text, place));
      if (!patch || hash !== reply.hash) {
        throw new Failed(
          'CHANGED_MEANWHILE',
          'The app was changed after this was proposed. Have it proposed again, and look at it before you accept it.',
          'id',
        );
      }
      try {
        const version = now.metadata.resourceVersion;
        const build = await this.#parts.changes.change(speaker.kube, { namespace, name, spec: patch, version });
        return { build, message: await this.#noteAccepted(speaker, build, id) };
      } catch (error) {
        if (!isConflict(error) || tries >= MOST_TRIES) throw error;
      }
    }
  }

  /** Settles a proposal or a request without doing it. */
  async dismiss(speaker: Asker, ref: BuildRefInput, id: string): Promise<ChatMessage> {
    const build = await this.#visible(speaker, ref);
    const { author } = await this.#undecided(speaker, build, id);
    await this.#checkDecides(speaker, build, author);
    return this.#tell(speaker, identityOf(build), id, { type: 'decided', decision: 'dismissed' });
  }

  /** Whether Kubernetes would let them change the build. */
  mayChange(speaker: Pick<Asker, 'kube'>, { metadata }: Pick<AppBuild, 'metadata'>): Promise<boolean> {
    const { namespace = 'default', name } = metadata;
    return may(speaker, namespace, { verb: 'patch', resource: 'appbuilds', name });
  }

  /** The build, when the person may see it. @throws Failed when there is none for them */
  async #visible({ kube }: Asker, { namespace, name }: BuildRefInput): Promise<AppBuild> {
    const build = await kube.builds.find({ namespace: checkNamespace(namespace), name });
    if (!build) throw notFound({ namespace, name });
    return build;
  }

  /** @throws Failed when there is none, or it is settled */
  async #undecided({ kube }: Asker, build: AppBuild, id: string): Promise<ChatMessage> {
    const known = z.uuid().safeParse(id).success;
    const message = known ? await this.#parts.store.find(kube.shown, identityOf(build), id) : undefined;
    if (!message) throw new Failed('NOT_FOUND', 'There is no such message in the chat of this build.', 'id');
    const { decision, decidedBy } = message;
    if (decision) throw new Failed('CHANGED_MEANWHILE', `${decidedBy ?? ''} has ${decision} this already.`, 'id');
    return message;
  }

  /** Whoever said it, or may change the app. @throws Failed */
  async #checkDecides(speaker: Asker, build: AppBuild, author: string): Promise<void> {
    if (author === nameOf(speaker.person) || (await this.mayChange(speaker, build))) return;
    throw new Failed('FORBIDDEN', 'Only who said it, or who may change this app, does that.', 'id');
  }

  /** @throws Failed when the change was made, and the chat does not know of it */
  async #noteAccepted(speaker: Asker, build: AppBuild, id: string): Promise<ChatMessage> {
    const { generation } = build.metadata;
    try {
      return await this.#tell(speaker, identityOf(build), id, { type: 'decided', decision: 'accepted', generation });
    } catch (error) {
      if (failedOf(error)?.code !== 'UNAVAILABLE') throw error;
      throw new Failed(
        'UNAVAILABLE',
        'The app was changed; but the chat cannot be written right now, and does not say so.',
      );
    }
  }

  /** Puts it on the stream; gives the message as it is then. */
  async #tell({ person, kube }: Asker, build: BuildIdentity, id: string, event: ChatEvent): Promise<ChatMessage> {
    const { stream, store, reached } = this.#parts;
    const by = nameOf(person);
    const at = new Date();
    const { uid } = build;
    const sequence = await stream.publish(build, { uid, message: id, by, at: at.toISOString(), event });
    const isStored = await reached(sequence, STORED_WITHIN);
    const stored = isStored ? await store.find(kube.shown, build, id) : undefined;
    if (stored) return stored;
    if (event.type !== 'said') throw new Failed('UNAVAILABLE', 'It is noted; the chat will show it in a moment.');
    const { text, place = null, isRequest, reply } = event;
    const settled = { decision: null, decidedBy: null, decidedAt: null, became: null };
    return { id, sequence, changed: sequence, at, author: by, text, place, isRequest, reply, ...settled };
  }
}

function identityOf({ metadata: { namespace = 'default', name, uid = '' } }: AppBuild): BuildIdentity {
  return { namespace, name, uid };
}

/** What GraphQL lets be null is left out. */
function withoutNulls(place: object): object {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value !== null));
}

function wordsOf(text: string, place: ChatPlace | null | undefined) {
  return { text, path: place?.path, element: place?.element };
}

/** What is made of a message, as the stream holds it: bounded. */
function replyOf({ metadata }: AppBuild, change: SpecChange): ChatReply {
  const { lines, notes, notUnderstood, tries, hash } = change;
  const short = (text: string) => (text.length > 2000 ? `${text.slice(0, 1999)}…` : text);
  const perhaps = (text: string | undefined) => (text === undefined ? undefined : short(text));
  return chatReplySchema.parse({
    generation: metadata.generation ?? 1,
    lines: lines
      .slice(0, 400)
      .map((line) => ({ ...line, what: short(line.what), before: perhaps(line.before), after: perhaps(line.after) })),
    notes: notes.slice(0, 100).map(short),
    notUnderstood: notUnderstood
      .slice(0, 100)
      .map(({ text, reason }) => ({ text: short(text), reason: short(reason) })),
    tries: tries.slice(0, 5).map(short),
    hash,
  });
}
