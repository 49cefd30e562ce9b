import { checkCountsSchema, FEATURE_STATES } from '@appfactory/resources/appBuild';
import { digestSchema } from '@appfactory/resources/meta';
import { z } from 'zod';

/** The last steps of a build, in order; they prove the whole app. */
export const VERIFICATION_STEPS = ['types', 'lint', 'tests', 'build', 'checks'] as const;

const text = z.string().max(2000);

/** What an agent reports, by type. Everything here may be shown to the tenant's people: no secret belongs into it. */
export const agentEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), attempt: z.string().max(80), features: z.int() }),
  z.object({ type: z.literal('preview'), url: z.string().max(300) }),
  /** The first page that is the app's own, not the template's. */
  z.object({ type: z.literal('firstPage'), path: z.string().max(300) }),
  z.object({
    type: z.literal('feature'),
    id: z.string().max(80),
    state: z.enum(FEATURE_STATES),
    commit: z.string().max(40).optional(),
    checks: checkCountsSchema.optional(),
  }),
  z.object({
    type: z.literal('verification'),
    step: z.enum(VERIFICATION_STEPS),
    state: z.enum(['Running', 'Passed', 'Failed']),
    seconds: z.number().optional(),
    detail: text.optional(),
  }),
  z.object({
    type: z.literal('check'),
    feature: z.string().max(80),
    name: z.string().max(160),
    /** dev: against the preview while it is built. production: against the production server at the end. */
    against: z.enum(['preview', 'production']),
    result: z.enum(['passed', 'failed', 'skipped']),
    /** What was seen, or why it could not run. */
    seen: text.optional(),
    screenshot: z.string().max(200).optional(),
    /** sha256 of the screenshot, in hexadecimal: the next run of the check puts another under its key. */
    screenshotDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
  z.object({ type: z.literal('progress'), message: z.string().max(500) }),
  z.object({ type: z.literal('artifact'), digest: digestSchema, size: z.int(), commit: z.string().max(40) }),
  z.object({
    type: z.literal('finished'),
    /** unknown: a check was skipped. */
    verified: z.enum(['true', 'false', 'unknown']),
    checks: checkCountsSchema,
    skipped: z.array(z.string().max(160)).max(50),
    commit: z.string().max(40),
  }),
  z.object({ type: z.literal('failed'), reason: z.string().max(64), message: text }),
]);
export type AgentEvent = z.infer<typeof agentEventSchema>;

/** An event on the stream: what, when (RFC 3339), and of which AppBuild (uid). */
export const envelopeSchema = z.object({
  uid: z.string(),
  generation: z.int(),
  at: z.string(),
  event: agentEventSchema,
});
export type Envelope = z.infer<typeof envelopeSchema>;

/**
 * Id of an event within its generation: the same fact has the same id however often it is reported, so that the stream
 * drops a replay. Attempts are part of the ids of facts that may come again (a check that runs again).
 */
export function eventKey(event: AgentEvent, attempt: string): string {
  switch (event.type) {
    case 'feature':
      return event.state === 'Committed'
        ? `feature/${event.id}/Committed/${event.commit}`
        : `${attempt}/feature/${event.id}/${event.state}`;
    case 'verification':
      return `${attempt}/verification/${event.step}/${event.state}`;
    case 'check':
      return `${attempt}/check/${event.against}/${event.name}`;
    case 'progress':
      return `${attempt}/progress/${event.message}`;
    case 'artifact':
      return `artifact/${event.digest}`;
    case 'preview':
    case 'firstPage':
      return event.type;
    case 'started':
    case 'finished':
    case 'failed':
      return `${attempt}/${event.type}`;
  }
}
