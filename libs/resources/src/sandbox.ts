import { z } from 'zod';
import { cel, conditionsSchema, type Resource } from './meta.ts';

/** Port of the daemon inside every sandbox pod. */
export const DAEMON_PORT = 49_983;

export const sandboxSpecSchema = z
  .object({
    template: z
      .string()
      .min(1)
      .max(63)
      .meta(cel({ rule: 'self == oldSelf', message: 'the template of a sandbox cannot change: make a new Sandbox' }))
      .describe('Name of the AppTemplate.'),
    provider: z
      .enum(['auto', 'pod', 'e2b'])
      .default('auto')
      .describe('auto: e2b when the operator has a key, else pod.'),
    timeoutSeconds: z
      .int()
      .min(1)
      .max(604_800)
      .default(3600)
      .describe('The sandbox ends this long after it started, or after timeoutFrom when that is set.'),
    timeoutFrom: z
      .string()
      .meta({ format: 'date-time' })
      .optional()
      .describe('When the timeout was last set; RFC 3339.'),
    warm: z.boolean().default(true).describe('Take a warm sandbox from a pool when there is one.'),
    metadata: z
      .record(z.string().max(128), z.string().max(1024))
      .default({})
      .describe('Free labels, after E2B’s metadata.'),
    env: z
      .record(z.string().max(128), z.string().max(8192))
      .default({})
      .describe('Environment of every command; set through the daemon, so that warm sandboxes can have it too.'),
  })
  .describe('A place where generated code lives and runs.');

export const sandboxStatusSchema = z.object({
  observedGeneration: z.int().optional(),
  phase: z.enum(['Pending', 'Starting', 'Ready', 'Ended', 'Failed']).optional().describe('Made from the conditions.'),
  sandboxID: z
    .string()
    .max(64)
    .optional()
    .describe('Id by which E2B clients know it; 20 hexadecimal digits for a pod.'),
  provider: z.string().max(10).optional().describe('pod or e2b.'),
  podName: z.string().max(253).optional(),
  podIP: z.string().max(64).optional().describe('Where the daemon listens, port 49983.'),
  accessTokenSecret: z
    .string()
    .max(253)
    .optional()
    .describe('Secret of this namespace whose key token opens the daemon.'),
  pool: z.string().max(63).optional().describe('The pool that it was claimed from.'),
  startedAt: z.string().meta({ format: 'date-time' }).optional(),
  expiresAt: z.string().meta({ format: 'date-time' }).optional().describe('When it ends.'),
  conditions: conditionsSchema.optional(),
});

export type SandboxSpec = z.output<typeof sandboxSpecSchema>;
export type SandboxStatus = z.infer<typeof sandboxStatusSchema>;
export type Sandbox = Resource<SandboxSpec, SandboxStatus>;
