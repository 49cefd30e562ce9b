import { z } from 'zod';
import { environmentStatusSchema } from './environment.ts';
import { conditionsSchema, digestSchema, type Resource } from './meta.ts';

/** Label on what runs a release; its value is the release's name. */
export const LABEL_RELEASE = 'appfactory.dev/release';

const hostSchema = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/)
  .max(253);

export const releaseArtifactSchema = z.object({
  bucket: z.string().max(100).describe('Object store bucket that holds it.'),
  digest: digestSchema.describe('sha256 of the archive; its key in the bucket is artifact-<hex>.'),
  size: z.int().min(0).describe('Bytes.'),
  commit: z.string().max(40).describe('Git commit that it was built from.'),
});

export const releaseSpecSchema = z
  .object({
    appBuild: z.string().min(1).max(40).describe('The AppBuild that this deploys.'),
    target: z.enum(['cluster']).default('cluster').describe('Where it runs.'),
    artifact: releaseArtifactSchema.describe('What to serve; set an older one to roll back.'),
    host: hostSchema.describe('Host name. It belongs to the namespace that claimed it first.'),
    dataPolicy: z.enum(['Retain', 'Delete']).default('Retain').describe('What happens to the volume on deletion.'),
    adoptData: z.boolean().default(false).describe('Take over a volume that an earlier release of this name left.'),
    sampleData: z.boolean().default(false).describe('Start an empty database with sample rows.'),
  })
  .describe('One verified artifact on one target.');

export const releaseStatusSchema = z.object({
  observedGeneration: z.int().optional(),
  phase: z
    .enum(['Pending', 'Rehearsing', 'HandingOver', 'Serving', 'Failed'])
    .optional()
    .describe('Made from the conditions.'),
  url: z.string().max(300).optional().describe('Where the app answers.'),
  serving: releaseArtifactSchema.optional().describe('The artifact that takes traffic now.'),
  failedDigest: digestSchema.optional().describe('An artifact that did not come up, so is not tried again.'),
  environment: environmentStatusSchema.optional().describe('Environment variables of the app, as its Secret has them.'),
  servingEnvironment: z
    .string()
    .max(40)
    .optional()
    .describe('Which environment the app that takes traffic was started with; none without variables.'),
  failedEnvironment: z.string().max(40).optional().describe('With which environment failedDigest did not come up.'),
  handOver: z
    .object({
      startedAt: z.string().optional(),
      milliseconds: z.int().optional().describe('Time without a ready pod at the last change of version.'),
    })
    .optional(),
  history: z
    .array(z.object({ digest: digestSchema, commit: z.string(), at: z.string() }))
    .max(10)
    .optional()
    .describe('What was served, newest first.'),
  conditions: conditionsSchema.optional(),
});

export type ReleaseArtifact = z.infer<typeof releaseArtifactSchema>;
export type ReleaseSpec = z.output<typeof releaseSpecSchema>;
export type ReleaseStatus = z.infer<typeof releaseStatusSchema>;
export type Release = Resource<ReleaseSpec, ReleaseStatus>;
