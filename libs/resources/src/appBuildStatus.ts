import { z } from 'zod';
import { APP_KINDS } from './entity.ts';
import { conditionsSchema, digestSchema } from './meta.ts';

export const checkCountsSchema = z.object({
  passed: z.int().describe('Checks that passed.'),
  failed: z.int().describe('Checks that failed.'),
  skipped: z.int().describe('Checks that could not run.'),
});

export const FEATURE_STATES = ['Planned', 'Writing', 'Committed', 'Verified', 'Kept', 'Failed', 'RolledBack'] as const;

export const featureStatusSchema = z.object({
  id: z.string().max(80).describe('Stable name of the feature.'),
  title: z.string().max(120).describe('What it is, for people.'),
  state: z
    .enum(FEATURE_STATES)
    .describe(
      'How far it is. Kept: unchanged since the last generation. RolledBack: not in the app, since that was rolled back to an earlier feature.',
    ),
  commit: z.string().max(40).optional().describe('Git commit that holds it.'),
  checks: checkCountsSchema.optional().describe('Its acceptance checks.'),
});
export type FeatureStatus = z.infer<typeof featureStatusSchema>;

/** What an answer does to a spec, for programs. Left out: nothing, or it must be said in words. */
export const answerEffectSchema = z
  .object({
    prompt: z.string().max(300).optional().describe('A sentence to add to the prompt.'),
    kinds: z.array(z.enum(APP_KINDS)).max(2).optional().describe('Sets spec.kinds.'),
    omit: z.array(z.string().max(40)).max(10).optional().describe('Adds to spec.omit.'),
    role: z
      .object({
        name: z.string().max(30).describe('Of spec.roles.'),
        signUp: z.enum(['open', 'approval', 'none']).describe('How people get it.'),
      })
      .optional()
      .describe('Changes how people get a role.'),
  })
  .describe(
    'What the answer does to the spec, for programs; left out where there is nothing to do, or nothing but words do it.',
  );
export type AnswerEffect = z.infer<typeof answerEffectSchema>;

export const questionSchema = z.object({
  id: z.string().max(40).describe('Stable name of the question.'),
  text: z.string().max(200).describe('The question.'),
  options: z
    .array(
      z.object({
        label: z.string().max(120).describe('The answer.'),
        change: z.string().max(300).describe('What to state in the spec to have it.'),
        effect: answerEffectSchema.optional(),
      }),
    )
    .min(2)
    .max(4)
    .describe('Answers to choose from.'),
  default: z.int().min(0).describe('Index of the option that was taken.'),
});
export type Question = z.infer<typeof questionSchema>;

export const APPBUILD_PHASES = [
  'Pending',
  'Planning',
  'Provisioning',
  'Building',
  'Verifying',
  'Releasing',
  'Ready',
  'Failed',
  'Paused',
  'Cancelled',
] as const;

const artifactStatusSchema = z.object({
  digest: digestSchema.describe('sha256 of the archive.'),
  size: z.int().describe('Bytes.'),
  commit: z.string().max(40).describe('Git commit that it was built from.'),
  generation: z.int().describe('Generation of the spec that it was built for.'),
});
export type ArtifactStatus = z.infer<typeof artifactStatusSchema>;

export const appBuildStatusSchema = z.object({
  observedGeneration: z.int().optional().describe('Generation that this status speaks of.'),
  phase: z.enum(APPBUILD_PHASES).optional().describe('Where the build is; made from the conditions.'),
  progress: z.string().max(40).optional().describe('Features done of all, for example 2/4.'),
  message: z.string().max(1024).optional().describe('What is going on now, for people.'),
  conditions: conditionsSchema.optional(),
  plan: z
    .object({
      template: z.string().max(63).describe('AppTemplate in use.'),
      hash: z.string().max(64).describe('sha256 of the plan.'),
      generation: z.int().optional().describe('Generation of the spec whose agent builds this plan.'),
      assumptions: z.array(z.string().max(300)).max(30).describe('What was assumed, and why.'),
      notBuilt: z.array(z.string().max(300)).max(30).describe('What the prompt asks for and this plan does not build.'),
      questions: z
        .array(questionSchema)
        .max(5)
        .optional()
        .describe('What would change the plan most, with the answer that was taken.'),
      rolledBackTo: z.string().max(80).optional().describe('Id of the feature that the app was rolled back to.'),
      features: z.array(featureStatusSchema).max(64).describe('In the order that they are built.'),
    })
    .optional()
    .describe('The expanded spec.'),
  sandbox: z
    .object({
      name: z.string().describe('Sandbox resource.'),
      provider: z.string().optional().describe('pod or e2b.'),
      previewURL: z.string().optional().describe('Where the app can be seen while it is built.'),
    })
    .optional()
    .describe('Where the app is being built.'),
  checks: checkCountsSchema.optional().describe('All acceptance checks of the last verification.'),
  failures: z
    .array(
      z.object({
        check: z.string().max(160).describe('Name of the check.'),
        seen: z.string().max(1000).describe('What was seen instead.'),
        screenshot: z.string().max(200).optional().describe('Key of the screenshot in the build’s bucket.'),
      }),
    )
    .max(20)
    .optional()
    .describe('Checks that failed.'),
  skipped: z.array(z.string().max(160)).max(50).optional().describe('Names of the checks that could not run.'),
  failure: z
    .object({
      reason: z.string().max(64).describe('One word, for programs.'),
      message: z.string().max(1000).describe('What the agent gave as its reason.'),
    })
    .optional()
    .describe('Why the agent gave up.'),
  artifact: artifactStatusSchema.optional().describe('The verified build.'),
  artifacts: z.array(artifactStatusSchema).max(10).optional().describe('Earlier and present artifacts, newest first.'),
  release: z
    .object({ name: z.string(), url: z.string().optional().describe('Where the released app answers.') })
    .optional(),
  times: z
    .object({
      applied: z.string().optional(),
      preview: z.string().optional(),
      firstPage: z.string().optional(),
      firstVerified: z.string().optional(),
      ready: z.string().optional(),
    })
    .optional()
    .describe('When this generation reached what; RFC 3339.'),
  interventions: z
    .object({
      questions: z.int().describe('Questions that the plan asks; their defaults are taken where nobody answers.'),
      steps: z
        .int()
        .describe('How often a person changed the spec: an answer, a change, a retry, a pause or a resume each.'),
    })
    .optional()
    .describe('What this app took of people since it was made, beside stating it.'),
  lastSequence: z.int().optional().describe('Stream sequence of the last event that is in this status.'),
  usage: z
    .object({
      generation: z.int().optional().describe('The generation that this speaks of.'),
      sequence: z.int().optional().describe('Stream sequence of the last entry of its ledger that is in this.'),
      builds: z.int().optional().describe('1 once an agent has begun it.'),
      sandboxSeconds: z.number().optional().describe('Time that its sandboxes ran.'),
      inputTokens: z.int().optional().describe('What models read.'),
      outputTokens: z.int().optional().describe('What models wrote.'),
      usd: z.number().optional().describe('What these tokens cost by the plan, nothing being included.'),
    })
    .optional()
    .describe('What this generation used.'),
});

export type AppBuildStatus = z.infer<typeof appBuildStatusSchema>;
export type AppBuildPhase = (typeof APPBUILD_PHASES)[number];
export type CheckCounts = z.infer<typeof checkCountsSchema>;
