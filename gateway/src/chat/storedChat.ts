import { type ChatEvent, type ChatPlace, type ChatReply, chatEnvelopeSchema } from '@appfactory/events/chat';
import type { JsMsg } from '@nats-io/jetstream';
import { Hub } from '../history/hub.ts';
import { storable } from '../history/parseMessage.ts';

/** A fact of a chat with its place in the stream, and the build that it is of. */
export interface StoredChat {
  sequence: number;
  namespace: string;
  build: string;
  uid: string;
  message: string;
  by: string;
  at: string;
  event: ChatEvent;
}

/** A message as it is now. */
export interface ChatMessage {
  id: string;
  /** Place of what changed it last; that of its being said orders messages. */
  changed: number;
  sequence: number;
  at: Date;
  author: string;
  text: string;
  place: ChatPlace | null;
  isRequest: boolean;
  reply: ChatReply;
  decision: 'accepted' | 'dismissed' | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  became: number | null;
}

/** Tells those who listen in this process what has just been stored of chats. */
export class ChatHub extends Hub<StoredChat> {}

/** The fact in a message of the stream; undefined for one that no gateway of ours can have published. */
export function parseChat({ subject, seq, data }: Pick<JsMsg, 'subject' | 'seq' | 'data'>): StoredChat | undefined {
  const [, namespace, build] = subject.split('.');
  if (!namespace || !build) return undefined;
  try {
    const parsed = chatEnvelopeSchema.safeParse(JSON.parse(new TextDecoder().decode(data)));
    if (!parsed.success) return undefined;
    return storable({ sequence: seq, namespace, build, ...parsed.data });
  } catch {
    return undefined;
  }
}
