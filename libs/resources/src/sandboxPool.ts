import { z } from 'zod';
import { cel, conditionsSchema, type Resource } from './meta.ts';

export const sandboxPoolSpecSchema = z
  .object({
    template: z
      .string()
      .min(1)
      .max(63)
      .meta(cel({ rule: 'self == oldSelf', message: 'the template of a pool cannot change: make a new SandboxPool' }))
      .describe('Name of the AppTemplate.'),
    replicas: z.int().min(0).max(500).default(1).describe('How many warm sandboxes to keep.'),
  })
  .describe('Keeps sandboxes warm for the Sandboxes of its namespace.');

export const sandboxPoolStatusSchema = z.object({
  observedGeneration: z.int().optional(),
  replicas: z.int().optional().describe('Warm pods, ready or not.'),
  readyReplicas: z.int().optional().describe('Warm pods that can be claimed now.'),
  selector: z.string().optional().describe('Label selector of the warm pods, for the scale subresource.'),
  conditions: conditionsSchema.optional(),
});

export type SandboxPoolSpec = z.output<typeof sandboxPoolSpecSchema>;
export type SandboxPoolStatus = z.infer<typeof sandboxPoolStatusSchema>;
export type SandboxPool = Resource<SandboxPoolSpec, SandboxPoolStatus>;
