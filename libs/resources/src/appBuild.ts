import { z } from 'zod';
import { cel, conditionsSchema, digestSchema, type Resource } from './meta.ts';

/** Types of a field that an entity may have. */
export const FIELD_TYPES = [
  'string',
  'text',
  'number',
  'integer',
  'money',
  'boolean',
  'enum',
  'date',
  'datetime',
  'email',
  'url',
  'reference',
] as const;

/** Names of entities that the built app needs for itself (Auth.js tables, roles, uploads, the outbox). */
export const RESERVED_ENTITIES = ['user', 'account', 'session', 'verificationtoken', 'authenticator', 'upload'];
/** Names of fields that every row has anyway, or that JavaScript objects carry. */
export const RESERVED_FIELDS = ['id', 'createdAt', 'updatedAt', 'constructor', 'prototype', 'toString', 'valueOf'];

const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
const label = z.string().min(1).max(80);

export const fieldSchema = z
  .object({
    name: z
      .string()
      .regex(/^[a-z][A-Za-z0-9]*$/)
      .max(40)
      .meta(
        cel({
          rule: `!(self in [${list(RESERVED_FIELDS)}])`,
          message: `this field name is taken: every row has id, createdAt and updatedAt already; choose another name`,
        }),
      )
      .describe('Identifier in camelCase, at most 40 characters.'),
    label: label.optional().describe('What people read; made from the name when left out.'),
    type: z.enum(FIELD_TYPES).describe('Kind of value.'),
    required: z.boolean().default(false).describe('Whether a row needs a value.'),
    unique: z.boolean().default(false).describe('Whether two rows may not have the same value.'),
    values: z
      .array(z.string().min(1).max(60))
      .min(1)
      .max(40)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('The choices of an enum, in order.'),
    to: z.string().max(40).optional().describe('Name of the entity that a reference points to.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .describe('ISO 4217 code of a money field; USD when left out.'),
    help: z.string().max(200).optional().describe('A hint shown under the input.'),
  })
  .meta(
    cel(
      { rule: "self.type != 'enum' || has(self.values)", message: 'an enum needs values: list its choices in values' },
      { rule: "self.type == 'enum' || !has(self.values)", message: 'values belong to type enum only' },
      { rule: "self.type != 'reference' || has(self.to)", message: 'a reference needs to: the name of an entity' },
      { rule: "self.type == 'reference' || !has(self.to)", message: 'to belongs to type reference only' },
      { rule: "self.type == 'money' || !has(self.currency)", message: 'currency belongs to type money only' },
    ),
  )
  .describe('One field of an entity.');

export const entitySchema = z
  .object({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9]*$/)
      .max(40)
      .meta(
        cel({
          rule: `!(self.lowerAscii() in [${list(RESERVED_ENTITIES)}])`,
          message: `the built app has a table of this name for itself; choose another, for example Member or Customer`,
        }),
      )
      .describe('Singular name, an identifier of at most 40 letters and digits, for example Client.'),
    label: label.optional().describe('What people read for one; made from the name when left out.'),
    plural: label.optional().describe('What people read for many.'),
    description: z.string().max(300).optional().describe('One sentence shown above the list.'),
    fields: z
      .array(fieldSchema)
      .min(1)
      .max(40)
      .meta({
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        ...cel({
          rule: 'self.all(a, self.exists_one(b, a.name.lowerAscii() == b.name.lowerAscii()))',
          message: 'two fields have names that differ by case only: rename one',
        }),
      })
      .describe('Fields in the order of the form; the first string is what pickers show.'),
  })
  .describe('Something that the app keeps rows of.');

export const appBuildSpecSchema = z
  .object({
    prompt: z.string().max(20_000).optional().describe('The app in your own words; at most 20,000 characters.'),
    title: z.string().min(1).max(60).optional().describe('Name of the app that people see.'),
    template: z
      .string()
      .max(63)
      .optional()
      .describe('Name of an AppTemplate; chosen from the prompt when left out, and explained in the status.'),
    entities: z
      .array(entitySchema)
      .max(40)
      .optional()
      .meta({
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        ...cel(
          {
            rule: 'self.all(a, self.exists_one(b, a.name.lowerAscii() == b.name.lowerAscii()))',
            message: 'two entities have names that differ by case only: rename one',
          },
          {
            rule: "self.all(e, e.fields.all(f, f.type != 'reference' || self.exists(x, x.name == f.to)))",
            message: 'a reference points to an entity that is not in entities: correct its to, or add the entity',
          },
        ),
      })
      .describe('Pinned entities; what is left out is taken from the prompt.'),
    access: z
      .object({
        signUp: z
          .enum(['approval', 'open'])
          .default('approval')
          .describe('approval: an owner lets new people in. open: whoever signs up is in.'),
      })
      .prefault({})
      .describe('Who gets into the built app.'),
    look: z
      .object({
        accent: z
          .string()
          .regex(/^#[0-9a-fA-F]{6}$/)
          .optional()
          .describe('Accent colour, for example #0f766e.'),
      })
      .prefault({})
      .describe('Colours of the built app.'),
    agent: z
      .object({
        kind: z.enum(['auto', 'blueprint', 'claude']).default('auto').describe('Who writes the code.'),
      })
      .prefault({})
      .describe('The writer; blueprint needs no key.'),
    sandbox: z
      .object({
        provider: z
          .enum(['auto', 'pod', 'e2b'])
          .default('auto')
          .describe('Where generated code runs while it is built.'),
        keepMinutes: z
          .int()
          .min(0)
          .max(1440)
          .default(5)
          .describe(
            'How long the sandbox and its preview stay after the build has ended; less when others wait for room.',
          ),
      })
      .prefault({})
      .describe('Where the app is built.'),
    verification: z
      .object({
        acceptSkipped: z
          .array(z.string().min(1).max(120))
          .max(50)
          .default([])
          .describe('Names of checks that may be skipped without keeping Ready false.'),
      })
      .prefault({})
      .describe('What must be proven.'),
    budget: z
      .object({
        minutes: z.int().min(1).max(1440).default(60).describe('Minutes of agent work for one generation.'),
        usd: z.number().min(0).max(10_000).optional().describe('Most that model calls may cost, in US dollars.'),
      })
      .prefault({})
      .describe('Hard limits of one generation.'),
    release: z
      .object({
        target: z.enum(['cluster', 'none']).default('cluster').describe('Where the verified app is deployed.'),
        domain: z
          .string()
          .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/)
          .max(253)
          .optional()
          .describe('Host name of the app; NAME.NAMESPACE.localhost when left out.'),
        dataPolicy: z
          .enum(['Retain', 'Delete'])
          .default('Retain')
          .describe('What happens to the database volume when the AppBuild is deleted.'),
        adoptData: z
          .boolean()
          .default(false)
          .describe('Take over the volume that an earlier AppBuild of this name left behind.'),
        sampleData: z.boolean().default(false).describe('Start the released app with sample rows.'),
        artifact: digestSchema.optional().describe('Digest of an earlier artifact to serve: rolling back.'),
      })
      .prefault({})
      .describe('The deployment.'),
    paused: z.boolean().default(false).describe('Stop working on this build; it goes on where it was.'),
  })
  .meta(
    cel({
      rule: 'has(self.prompt) && size(self.prompt.trim()) > 0 || has(self.entities) && size(self.entities) > 0',
      message: 'say what to build: give a prompt, or entities, or both',
    }),
  )
  .describe('What to build. Edit it to change the app: the next generation builds on the last commit.');

export const checkCountsSchema = z.object({
  passed: z.int().describe('Checks that passed.'),
  failed: z.int().describe('Checks that failed.'),
  skipped: z.int().describe('Checks that could not run.'),
});

export const FEATURE_STATES = ['Planned', 'Writing', 'Committed', 'Verified', 'Kept', 'Failed'] as const;

export const featureStatusSchema = z.object({
  id: z.string().max(80).describe('Stable name of the feature.'),
  title: z.string().max(120).describe('What it is, for people.'),
  state: z.enum(FEATURE_STATES).describe('How far it is; Kept means unchanged since the last generation.'),
  commit: z.string().max(40).optional().describe('Git commit that holds it.'),
  checks: checkCountsSchema.optional().describe('Its acceptance checks.'),
});
export type FeatureStatus = z.infer<typeof featureStatusSchema>;

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
  lastSequence: z.int().optional().describe('Stream sequence of the last event that is in this status.'),
  usage: z
    .object({
      sandboxSeconds: z.number().optional(),
      inputTokens: z.int().optional(),
      outputTokens: z.int().optional(),
      usd: z.number().optional(),
    })
    .optional()
    .describe('What this generation used.'),
});

export type FieldType = (typeof FIELD_TYPES)[number];
export type FieldSpec = z.output<typeof fieldSchema>;
export type EntitySpec = z.output<typeof entitySchema>;
export type AppBuildSpec = z.output<typeof appBuildSpecSchema>;
export type AppBuildStatus = z.infer<typeof appBuildStatusSchema>;
export type AppBuildPhase = (typeof APPBUILD_PHASES)[number];
export type CheckCounts = z.infer<typeof checkCountsSchema>;
export type AppBuild = Resource<AppBuildSpec, AppBuildStatus>;
