import { z } from 'zod';

/** Label on the Secret that holds a tenant’s keys of services; its value is the Tenant’s name. */
export const LABEL_KEYS = 'appfactory.dev/keys';
/** Label on a Secret of CHANGE_TYPE: what it holds is to be put into the keys of the Tenant that is the value. */
export const LABEL_KEYS_CHANGE = 'appfactory.dev/keys-change';
/** On a change of keys: what the services said of them when they were set, `ok` or `unreachable`. */
export const ANNOTATION_TESTED = 'appfactory.dev/tested';
/** The Secret with a tenant’s keys, in its namespace. */
export const KEYS_SECRET = 'appfactory-keys';

/** Services of which a tenant may have a key, each with the environment variable by which its released apps get it. */
export const KEY_SERVICES = { resend: 'RESEND_API_KEY', uploadthing: 'UPLOADTHING_TOKEN' } as const;
export type KeyService = keyof typeof KEY_SERVICES;
export const KEY_SERVICE_NAMES = Object.keys(KEY_SERVICES) as [KeyService, ...KeyService[]];

/** Of a shorter key even four characters say too much. */
const SHORTEST_TOLD = 16;

/** What a key may be told apart by; undefined for one that is too short to tell anything of. */
export function lastFourOf(key: string): string | undefined {
  return key.length < SHORTEST_TOLD ? undefined : key.slice(-4);
}

export const keySchema = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'A key has no spaces and no line breaks: copy it again, and nothing beside it.')
  .max(4_096, 'A key has at most 4096 characters.');

export const keyStatusSchema = z.object({
  service: z.enum(KEY_SERVICE_NAMES),
  lastFour: z.string().max(4).optional().describe('Its last four characters; nothing more of it is ever shown.'),
  tested: z
    .enum(['ok', 'unreachable'])
    .optional()
    .describe('What the service said of it when it was set; unreachable: the platform did not reach it.'),
  setAt: z.string().optional(),
  setBy: z.string().optional(),
});
export type KeyStatus = z.infer<typeof keyStatusSchema>;
