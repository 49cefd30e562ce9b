import { z } from 'zod';
import { conditionsSchema, type Resource } from './meta.ts';

export const appTemplateSpecSchema = z
  .object({
    title: z.string().max(80).describe('Name for people.'),
    description: z.string().max(500).describe('What it is good for.'),
    image: z.string().max(300).describe('Container image with the prepared workspace and the sandbox daemon.'),
    start: z
      .object({
        command: z.string().max(500).describe('Starts the development server; gets PORT and HOSTNAME.'),
        port: z.int().min(1024).max(65535).default(3000).describe('Port of the preview.'),
        warmPaths: z
          .array(
            z
              .string()
              .regex(/^\/[^\s?#]*$/)
              .max(200),
          )
          .max(20)
          .default(['/'])
          .describe('Pages that are visited once, in this order, before the development server counts as ready.'),
      })
      .describe('The development server.'),
    standby: z
      .object({ command: z.string().max(500).describe('Starts the production build; gets PORT and HOSTNAME.') })
      .optional()
      .describe('Starts the prepared production build, which answers until the development server does.'),
    healthPath: z.string().max(200).default('/api/health').describe('Answers 200 when the app is up.'),
    capabilities: z.array(z.string().max(60)).max(40).default([]).describe('What apps of this template can do.'),
    resources: z
      .object({
        cpu: z.string().max(20).default('250m').describe('Requested processor time of a sandbox.'),
        memory: z.string().max(20).default('2Gi').describe('Requested memory of a sandbox.'),
        memoryLimit: z.string().max(20).default('5Gi').describe('Memory at which a sandbox is ended.'),
      })
      .prefault({})
      .describe('What a sandbox of this template needs.'),
  })
  .describe('A pre-configured stack that apps start from.');

export const appTemplateStatusSchema = z.object({
  observedGeneration: z.int().optional(),
  conditions: conditionsSchema.optional(),
});

export type AppTemplateSpec = z.output<typeof appTemplateSpecSchema>;
export type AppTemplate = Resource<AppTemplateSpec, z.infer<typeof appTemplateStatusSchema>>;
