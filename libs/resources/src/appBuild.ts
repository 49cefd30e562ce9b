import { z } from 'zod';
import type { AppBuildStatus } from './appBuildStatus.ts';
import { APP_KINDS, BUILT_IN_ROLES, entitySchema, FEATURE_NAMES, quoted, roleSchema, sourceSchema } from './entity.ts';
import { cel, digestSchema, type Resource } from './meta.ts';

export * from './appBuildStatus.ts';
export * from './entity.ts';

export const againSchema = z
  .object({
    mode: z
      .enum(['Retry', 'RollBack'])
      .describe(
        'Retry: the feature, and what was built after it, is written again. RollBack: the app is as it was after the feature’s commit.',
      ),
    feature: z
      .string()
      .regex(/^[a-z0-9][a-z0-9+-]*$/)
      .max(80)
      .meta(
        cel({
          rule: "self.matches('^[a-z0-9][a-z0-9+-]*$')",
          message: 'this is no id of a feature: name one as status.plan.features has it, for example entity-clients',
        }),
      )
      .describe('Id of a feature in status.plan.features.'),
    request: z
      .string()
      .min(1)
      .max(63)
      .optional()
      .describe('Any name for this request: the same thing is done once more when it has another.'),
  })
  .describe('Goes back in the history of the app, once for each request; what is committed stays in the history.');
export type Again = z.output<typeof againSchema>;

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
            rule: 'self.all(e, e.fields.all(f, !has(f.to) || self.exists(x, x.name == f.to)))',
            message: 'a reference points to an entity that is not in entities: correct its to, or add the entity',
          },
        ),
      })
      .describe('Pinned entities; what is left out is taken from the prompt.'),
    omit: z
      .array(
        z
          .string()
          .regex(/^[A-Za-z][A-Za-z0-9]*$/)
          .max(40),
      )
      .max(40)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('Names of entities that the prompt or a source speaks of, and that the app does not keep.'),
    kinds: z
      .array(z.enum(APP_KINDS))
      .min(1)
      .max(2)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'set' })
      .describe('What kind of app it is, one or two; found from the prompt when left out.'),
    order: z
      .array(
        z
          .string()
          .regex(/^[A-Za-z][A-Za-z0-9]*$/)
          .max(40),
      )
      .max(44)
      .optional()
      .meta({
        'x-kubernetes-list-type': 'atomic',
        ...cel({
          rule: 'self.all(a, self.exists_one(b, a == b))',
          message: 'a name is in order twice: keep one of them',
        }),
      })
      .describe(
        `What is built first: names of entities, and ${FEATURE_NAMES.join(', ')}. What each needs comes before it, the rest after.`,
      ),
    roles: z
      .array(roleSchema)
      .max(12)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] })
      .describe('Kinds of people who use the app; found from the prompt when left out.'),
    sources: z
      .array(sourceSchema)
      .max(4)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] })
      .describe('Documents to take entities from: OpenAPI, Prisma schema, SQL DDL, or the header of a CSV file.'),
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
        minutes: z
          .int()
          .min(1)
          .max(1440)
          .default(60)
          .describe('Minutes of agent work for one generation; pauses do not count.'),
        usd: z
          .number()
          .min(0)
          .max(10_000)
          .optional()
          .describe(
            'Most that model calls may cost, by the tenant’s plan; in US dollars unless that has another currency.',
          ),
      })
      .prefault({})
      .describe('Hard limits of one generation; at one the build pauses, and goes on when it is raised.'),
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
    cancelled: z
      .boolean()
      .optional()
      .describe(
        'End the work on this build, with its agent and its sandbox. What is committed and what is served stays.',
      ),
    again: againSchema.optional(),
  })
  .meta(
    cel(
      {
        rule: 'has(self.prompt) && size(self.prompt.trim()) > 0 || has(self.entities) && size(self.entities) > 0 || has(self.sources) && size(self.sources) > 0',
        message: 'say what to build: give a prompt, or entities, or both',
      },
      {
        rule: `!has(self.entities) || self.entities.all(e, !has(e.permissions) || e.permissions.all(p, p.role in [${quoted(BUILT_IN_ROLES)}] || has(self.roles) && self.roles.exists(r, r.name == p.role)))`,
        message: 'a permission is for a role that is not in roles: correct its role, or add the role',
      },
      {
        rule: '!has(self.omit) || !has(self.entities) || self.entities.all(e, !(e.name in self.omit))',
        message: 'an entity is in entities and in omit: take it out of one of them',
      },
      {
        rule: '!has(self.order) || !has(self.omit) || self.order.all(n, !(n in self.omit))',
        message: 'an entity is in order and in omit: take it out of one of them',
      },
      {
        rule: `!has(self.order) || has(self.prompt) || has(self.sources) || self.order.all(n, n in [${quoted(FEATURE_NAMES)}] || has(self.entities) && self.entities.exists(e, e.name == n))`,
        message: 'order names an entity that is not in entities: correct the name, or take it out of order',
      },
    ),
  )
  .describe('What to build. Edit it to change the app: the next generation builds on the last commit.');

export type AppBuildSpec = z.output<typeof appBuildSpecSchema>;
export type AppBuild = Resource<AppBuildSpec, AppBuildStatus>;
