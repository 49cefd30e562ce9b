import { z } from 'zod';

/** Longest message of a person. */
export const LONGEST_MESSAGE = 2000;

const fraction = z.number().min(0).max(1);
const pixels = z.int().min(1).max(10_000);
const line = z.string().max(2000);

/** A place in an app that somebody points at, seen in a window of some size. */
export const chatPlaceSchema = z
  .object({
    path: z
      .string()
      .max(300)
      .regex(/^\/(?!\/)[^\s\\]*$/, 'A path begins with one slash and has no blanks.')
      .optional()
      .describe('Path of the page, for example /invoices, where it is known.'),
    width: pixels.describe('Width of the window, in CSS pixels.'),
    height: pixels.describe('Height of the window, in CSS pixels.'),
    x: fraction.describe('From the left edge (0) to the right one (1).'),
    y: fraction.describe('From the top (0) to the bottom (1).'),
    element: z.string().max(200).optional().describe('What stands there, for example the label of an input.'),
  })
  .describe('A place in the app that somebody points at.');
export type ChatPlace = z.output<typeof chatPlaceSchema>;

export const changeLineSchema = z
  .object({
    change: z.enum(['added', 'removed', 'changed']),
    what: line.describe('What it is about: “Invoices › Due date”.'),
    before: line.optional(),
    after: line.optional(),
  })
  .describe('One line of what is different.');

export const notUnderstoodSchema = z
  .object({ text: line.describe('The words.'), reason: line.describe('Why nothing is done about them.') })
  .describe('A part of what was said that is not done, with the reason.');

/** What the platform makes of a message: a change of the spec that somebody may accept, and what it did not understand. */
export const chatReplySchema = z
  .object({
    generation: z.int().describe('Generation of the spec that it is about.'),
    lines: z.array(changeLineSchema).max(400).describe('The change, line by line; empty: nothing is proposed.'),
    notes: z
      .array(line)
      .max(100)
      .describe('What was taken for granted, and what it means for the rows that are there.'),
    notUnderstood: z.array(notUnderstoodSchema).max(100),
    tries: z.array(line).max(5).describe('What could be said instead.'),
    hash: z.string().max(80).optional().describe('Of what is proposed.'),
  })
  .describe('What the platform makes of a message.');
export type ChatReply = z.output<typeof chatReplySchema>;

/** Somebody said something, and this is what was made of it: one fact, so that there is no message without its answer. */
const said = z.object({
  type: z.literal('said'),
  text: z.string().min(1).max(LONGEST_MESSAGE),
  place: chatPlaceSchema.optional(),
  /** Whoever said it may not change the app: somebody else decides. */
  isRequest: z.boolean(),
  reply: chatReplySchema,
});
/** The same words were read again, for the spec as it is now. */
const answered = z.object({ type: z.literal('answered'), reply: chatReplySchema });
/** A proposal, or a request, is settled. */
const decided = z.object({
  type: z.literal('decided'),
  decision: z.enum(['accepted', 'dismissed']),
  /** Generation that it became. */
  generation: z.int().optional(),
});

/** What happens in a build’s chat. */
export const chatEventSchema = z.discriminatedUnion('type', [said, answered, decided]);
export type ChatEvent = z.output<typeof chatEventSchema>;

/** A fact of a chat on the stream: of which build, about which message, by whom and when (RFC 3339). */
export const chatEnvelopeSchema = z.object({
  uid: z.uuid(),
  message: z.uuid(),
  by: z.string().min(1).max(300),
  at: z.iso.datetime(),
  event: chatEventSchema,
});
export type ChatEnvelope = z.output<typeof chatEnvelopeSchema>;

/** Id of a fact: however often it is published, the stream has it once. */
export function chatKey({ uid, message, event }: ChatEnvelope): string {
  const key = `chat/${uid}/${message}`;
  switch (event.type) {
    case 'said':
      return key;
    case 'answered':
      return `${key}/answered/${event.reply.generation}/${event.reply.hash ?? ''}`;
    case 'decided':
      return `${key}/decided`;
  }
}
