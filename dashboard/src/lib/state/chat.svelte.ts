import { untrack } from 'svelte';
import { ask } from '#lib/api/client.ts';
import { type AskError, resultOf, toAskError } from '#lib/api/errors.ts';
import { follow } from '#lib/api/follow.ts';
import type { Build } from '#lib/api/queries/builds.ts';
import {
  AcceptMutation,
  type ChatHelp,
  ChatHelpQuery,
  type ChatMessage,
  ChatMessagesSubscription,
  type ChatPlace,
  DismissMutation,
  ProposeAgainMutation,
  SayMutation,
} from '#lib/api/queries/chat.ts';
import type { BuildRef } from './buildPage.svelte.ts';

/** A message that is on its way, or was not taken. */
export interface Sending {
  id: string;
  text: string;
  place?: ChatPlace;
  problem?: AskError;
}

/** What people say of one build, live while somebody looks. */
export class Chat {
  readonly ref: BuildRef;
  /** In the order in which they were said. */
  messages = $state.raw<ChatMessage[]>([]);
  sending = $state.raw<Sending[]>([]);
  help = $state.raw<ChatHelp>();
  /** What is being written. */
  draft = $state('');
  #known = $state.raw<{ all: number; open: number }>();
  /** The messages are followed, or were: they are more up to date than what was counted. */
  #isFollowed = $state(false);
  #changed = 0;
  #build: string | undefined;

  constructor(ref: BuildRef) {
    this.ref = ref;
  }

  /** Everything that was said is there. */
  get isLoaded(): boolean {
    return this.#known !== undefined && this.messages.length >= this.#known.all;
  }

  /** How many messages wait for somebody. */
  get open(): number {
    if (!this.#isFollowed || !this.isLoaded) return this.#known?.open ?? 0;
    return this.messages.filter(({ state }) => state === 'open').length;
  }

  /** Of the last change that was told. */
  get lastChange(): number {
    return this.#changed;
  }

  /** Looks how much there is, and what can be said now. Where it cannot be told, one can speak all the same. */
  async look(): Promise<void> {
    const { build } = await ask(ChatHelpQuery, { ...this.ref }).catch(() => ({ build: null }));
    if (!build) {
      this.#known ??= { all: 0, open: 0 };
      return;
    }
    this.#known = { all: build.all.totalCount, open: build.open.totalCount };
    this.help = build.chatHelp;
  }

  /** The page is about the build of this id; another of the same name has a chat of its own. */
  isOf(id: string): void {
    if (this.#build !== undefined && this.#build !== id) {
      this.messages = [];
      this.sending = [];
      this.#changed = 0;
    }
    this.#build = id;
  }

  /** Starts to tell what is said; gives what ends it. */
  follow(): () => void {
    this.#isFollowed = true;
    if (untrack(() => this.help) === undefined) void this.look();
    return follow({
      document: ChatMessagesSubscription,
      variables: () => ({ ...this.ref, after: this.#changed }),
      onData: ({ chatMessages }) => {
        // Only what is told in order: a mutation's answer may be ahead of what others said.
        this.#changed = chatMessages.changed;
        this.#put(chatMessages);
      },
      onState: () => {},
      onEnd: () => {},
    });
  }

  /** Shown at once; when it is not taken, it stays to be sent again. Gives whether it was. */
  async say(text: string, place?: ChatPlace): Promise<boolean> {
    const one: Sending = { id: crypto.randomUUID(), text, place };
    this.sending = [...this.sending, one];
    return this.#send(one);
  }

  again(one: Sending): Promise<boolean> {
    this.sending = this.sending.map((other) => (other.id === one.id ? { ...one, problem: undefined } : other));
    return this.#send(one);
  }

  /** It is not said after all. */
  discard({ id }: Sending): void {
    this.sending = this.sending.filter((other) => other.id !== id);
  }

  /** Makes the change; gives the build as it is to be. @throws AskError */
  async accept({ id, reply: { hash } }: ChatMessage): Promise<Build> {
    const { acceptProposal } = await ask(AcceptMutation, { build: this.ref, id, hash });
    const { build, chatMessage } = resultOf(acceptProposal);
    this.#put(chatMessage);
    return build;
  }

  /** @throws AskError */
  async proposeAgain({ id }: ChatMessage): Promise<void> {
    this.#put(resultOf((await ask(ProposeAgainMutation, { build: this.ref, id })).proposeAgain));
  }

  /** @throws AskError */
  async dismiss({ id }: ChatMessage): Promise<void> {
    this.#put(resultOf((await ask(DismissMutation, { build: this.ref, id })).dismissProposal));
  }

  async #send({ id, text, place }: Sending): Promise<boolean> {
    try {
      this.#put(resultOf((await ask(SayMutation, { build: this.ref, id, text, place })).say));
      return true;
    } catch (error) {
      const problem = toAskError(error);
      this.sending = this.sending.map((other) => (other.id === id ? { ...other, problem } : other));
      return false;
    }
  }

  /** What is older than what is there is not news: answers and the subscription come as they come. */
  #put(message: ChatMessage) {
    this.sending = this.sending.filter(({ id }) => id !== message.id);
    const there = this.messages.find(({ id }) => id === message.id);
    if (there && there.changed >= message.changed) return;
    const others = this.messages.filter(({ id }) => id !== message.id);
    this.messages = [...others, message].sort((a, b) => a.sequence - b.sequence);
  }
}
