import { Inject } from '@nestjs/common';
import { Field, ID, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import type { Person } from '../accounts/person.ts';
import { Build, toBuild } from '../builds/build.ts';
import { BuildRefInput } from '../builds/buildMutations.resolver.ts';
import { Arg } from '../graphql/arg.ts';
import { Kube, Me } from '../graphql/context.ts';
import { type Failure, orFailure, resultType } from '../graphql/failure.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Chat } from './chat.ts';
import { ChatMessageType, ChatPlaceInput, toChatMessage } from './chatTypes.ts';

@ObjectType({ description: 'A proposal that somebody has accepted.' })
export class AcceptedProposal {
  @Field(() => Build, { description: 'As it is to be now.' })
  build!: Build;

  @Field(() => ChatMessageType)
  chatMessage!: ChatMessageType;
}

const ChatResult = resultType('ChatResult', () => ChatMessageType);

const AcceptResult = resultType('AcceptResult', () => AcceptedProposal);

@Resolver()
export class ChatMutationsResolver {
  @Inject(Chat) readonly chat!: Chat;

  @Mutation(() => ChatResult, {
    description:
      'Says something of a build, also at a place in it. What is understood is proposed as a change of the spec; nothing is ' +
      'changed by it. Who may see the build may speak.',
  })
  say(
    @Kube() kube: PersonKube,
    @Me() person: Person,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
    @Arg('text', () => String) text: string,
    @Arg('place', () => ChatPlaceInput, { nullable: true }) place?: object | null,
    @Arg('id', () => ID, {
      nullable: true,
      description: 'A UUID of your own: saying it again with the same one says it once.',
    })
    id?: string | null,
  ): Promise<ChatMessageType | Failure> {
    return orFailure(async () => {
      const saying = { text, place: place ?? undefined, id: id ?? undefined };
      return toChatMessage(await this.chat.say({ person, kube }, ref, saying));
    });
  }

  @Mutation(() => AcceptResult, {
    description: 'Makes a proposed change, as changeBuild does; CHANGED_MEANWHILE when the app is another since.',
  })
  acceptProposal(
    @Kube() kube: PersonKube,
    @Me() person: Person,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
    @Arg('id', () => ID, { description: 'Of the message.' }) id: string,
    @Arg('hash', () => String, {
      nullable: true,
      description: 'Of the proposal that you have seen: another one is not accepted.',
    })
    hash?: string | null,
  ): Promise<AcceptedProposal | Failure> {
    return orFailure(async () => {
      const { build, message } = await this.chat.accept({ person, kube }, ref, { id, hash: hash ?? undefined });
      return Object.assign(new AcceptedProposal(), { build: toBuild(build), chatMessage: toChatMessage(message) });
    });
  }

  @Mutation(() => ChatResult, { description: 'Reads a message again, for the app as it is now.' })
  proposeAgain(
    @Kube() kube: PersonKube,
    @Me() person: Person,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
    @Arg('id', () => ID) id: string,
  ): Promise<ChatMessageType | Failure> {
    return orFailure(async () => toChatMessage(await this.chat.proposeAgain({ person, kube }, ref, id)));
  }

  @Mutation(() => ChatResult, { description: 'Settles a proposal, or a request, without doing it.' })
  dismissProposal(
    @Kube() kube: PersonKube,
    @Me() person: Person,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
    @Arg('id', () => ID) id: string,
  ): Promise<ChatMessageType | Failure> {
    return orFailure(async () => toChatMessage(await this.chat.dismiss({ person, kube }, ref, id)));
  }
}
