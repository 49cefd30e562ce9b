import { Inject } from '@nestjs/common';
import { Int, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Build } from '../builds/build.ts';
import { checkNamespace } from '../builds/buildName.ts';
import { notFound } from '../builds/changes.ts';
import { Arg } from '../graphql/arg.ts';
import { type Connection, LARGEST_PAGE, pageBySequence } from '../graphql/connection.ts';
import { Ctx, Kube, type RequestContext } from '../graphql/context.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import { Sequence } from '../graphql/sequence.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Planner } from '../planning/planner.ts';
import { Chat } from './chat.ts';
import { ChatStore } from './chatStore.ts';
import { ChatHelp, ChatMessageConnection, ChatMessageType, toChatMessage } from './chatTypes.ts';
import { followChat } from './followChat.ts';
import { ChatHub, type ChatMessage } from './storedChat.ts';

/** Making a plan costs as much as reading so many rows. */
const PLAN_ROWS = 200;

@Resolver(() => Build)
export class ChatResolver {
  @Inject(Chat) readonly talk!: Chat;
  @Inject(ChatStore) readonly store!: ChatStore;
  @Inject(ChatHub) readonly hub!: ChatHub;
  @Inject(Planner) readonly planner!: Planner;

  @ResolveField(() => ChatMessageConnection, { description: 'What people said of it, in order.' })
  async chat(
    @Ctx() context: RequestContext,
    @Kube() { shown }: PersonKube,
    @Parent() { identity }: Build,
    @Arg('after', () => Sequence, { defaultValue: 0, description: 'Sequence of a message.' }) after = 0,
    @Arg('first', () => Int, { defaultValue: 50 }) first = 50,
    @Arg('open', () => Boolean, { defaultValue: false, description: 'Only what waits for somebody.' }) open = false,
  ): Promise<Connection<ChatMessageType>> {
    const size = Math.max(1, Math.min(first, LARGEST_PAGE));
    spendRows(context, size);
    const [messages, totalCount] = await Promise.all([
      this.store.page(shown, identity, { after, limit: size + 1, open }),
      this.store.count(shown, identity, open),
    ]);
    return pageBySequence(messages, toChatMessage, { size, after, totalCount });
  }

  @ResolveField(() => ChatHelp, {
    description: 'What you can say about the app. A plan is made for it: ask for one build.',
  })
  async chatHelp(
    @Ctx() context: RequestContext,
    @Kube() kube: PersonKube,
    @Parent() { namespace, name, spec }: Build,
  ): Promise<ChatHelp> {
    spendRows(context, PLAN_ROWS);
    const [mayAccept, help] = await Promise.all([
      this.talk.mayChange({ kube }, { metadata: { namespace, name } }),
      this.planner.help(name, spec),
    ]);
    return { mayAccept, ...help };
  }

  @Subscription(() => ChatMessageType, {
    description:
      'What people say of a build: every message that was said or changed after a sequence, as it is now, then whenever ' +
      'one is. To go on after a lost connection, subscribe after the last `changed` that you have.',
    resolve: (message: ChatMessage) => toChatMessage(message),
  })
  async chatMessages(
    @Kube() kube: PersonKube,
    @Arg('name', () => String) name: string,
    @Arg('namespace', () => String, { defaultValue: 'default' }) namespace = 'default',
    @Arg('after', () => Sequence, { defaultValue: 0 }) after = 0,
  ): Promise<AsyncIterableIterator<ChatMessage>> {
    const build = await kube.builds.find({ namespace: checkNamespace(namespace), name });
    if (!build) throw notFound({ namespace, name });
    const identity = { namespace, name, uid: build.metadata.uid ?? '' };
    const messages = followChat((...asked) => this.store.changedAfter(kube.shown, ...asked), this.hub, identity, after);
    return kube.whileMember(messages, () => kube.builds.find({ namespace, name }));
  }
}
