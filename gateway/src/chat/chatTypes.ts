import {
  type ChatPlace,
  type ChatReply,
  changeLineSchema,
  chatPlaceSchema,
  chatReplySchema,
  notUnderstoodSchema,
} from '@appfactory/events/chat';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionType } from '../graphql/connection.ts';
import { Sequence } from '../graphql/sequence.ts';
import { inputType, nameSchema, outputType } from '../graphql/zodTypes.ts';
import type { ChatMessage } from './storedChat.ts';

nameSchema(changeLineSchema, 'ChangeLine');
nameSchema(notUnderstoodSchema, 'NotUnderstood');

export const ChatPlaceType = outputType(chatPlaceSchema, 'ChatPlace');
export const ChatPlaceInput = inputType(chatPlaceSchema, 'ChatPlace');
export const ChatReplyType = outputType(chatReplySchema, 'ChatReply');

const ChatStates = { said: 'said', open: 'open', accepted: 'accepted', dismissed: 'dismissed' } as const;
type ChatState = keyof typeof ChatStates;
registerEnumType(ChatStates, {
  name: 'ChatState',
  description: 'said: nothing follows from it. open: it waits for somebody who may change the app.',
});

@ObjectType('ChatMessage', { description: 'What somebody said of a build, and what is made of it.' })
export class ChatMessageType {
  @Field(() => ID)
  id!: string;

  @Field(() => Sequence, { description: 'Of what changed it last; subscribe after it to go on.' })
  changed!: number;

  @Field(() => Sequence, { description: 'Orders messages.' })
  sequence!: number;

  @Field(() => Date)
  at!: Date;

  @Field(() => String)
  author!: string;

  @Field(() => String)
  text!: string;

  @Field(() => ChatPlaceType, { nullable: true, description: 'Where they pointed.' })
  place!: ChatPlace | null;

  @Field(() => Boolean, { description: 'Whoever said it may not change the app: somebody else decides.' })
  isRequest!: boolean;

  @Field(() => ChatReplyType)
  reply!: ChatReply;

  @Field(() => ChatStates)
  state!: ChatState;

  @Field(() => String, { nullable: true })
  decidedBy!: string | null;

  @Field(() => Date, { nullable: true })
  decidedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Generation that it became.' })
  became!: number | null;
}

export const ChatMessageConnection = connectionType(ChatMessageType, 'ChatMessage');

@ObjectType({ description: 'A page of an app.' })
export class AppPage {
  @Field(() => String)
  path!: string;

  @Field(() => String)
  label!: string;
}

@ObjectType({ description: 'What one can say about an app.' })
export class ChatHelp {
  @Field(() => Boolean, { description: 'Whether you may change the app, and accept what is proposed.' })
  mayAccept!: boolean;

  @Field(() => [String], { description: 'Sentences that are understood, about this very app.' })
  suggestions!: string[];

  @Field(() => [AppPage], { description: 'Pages that one can point at.' })
  pages!: AppPage[];
}

export function toChatMessage(message: ChatMessage): ChatMessageType {
  const { decision, isRequest, reply } = message;
  const waits = isRequest || reply.lines.length > 0;
  return Object.assign(new ChatMessageType(), message, { state: decision ?? (waits ? 'open' : 'said') });
}
