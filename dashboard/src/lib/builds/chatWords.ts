import type { ChatMessage, ChatPlace } from '#lib/api/queries/chat.ts';

/** Longest message that the gateway takes. */
export const MOST_CHARACTERS = 2000;

/** Where somebody pointed, in a few words. */
export function placeWords({ path, width }: Pick<ChatPlace, 'path' | 'width'>): string {
  const device = width < 600 ? 'phone' : 'desktop';
  return path ? `${path} · ${device}` : device;
}

type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'still';

/** What became of a message; undefined where nothing follows from it. */
export function stateWords(message: ChatMessage, mayAccept: boolean): { label: string; tone: Tone } | undefined {
  const { state, decidedBy, became, reply } = message;
  switch (state) {
    case 'accepted':
      return { label: `Accepted by ${decidedBy}${became ? ` · version ${became}` : ''}`, tone: 'good' };
    case 'dismissed':
      return { label: `${reply.lines.length > 0 ? 'Not now' : 'Closed'}, by ${decidedBy}`, tone: 'still' };
    case 'open':
      if (mayAccept) return message.isRequest ? { label: 'Change request', tone: 'warn' } : undefined;
      return { label: 'Waits for somebody who may change the app', tone: 'warn' };
    case 'said':
      return undefined;
  }
}
