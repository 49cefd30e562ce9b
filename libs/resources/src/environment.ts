import { z } from 'zod';

/** Label on a Secret: it holds the environment variables of the Release that is the value. Its name is environmentName's. */
export const LABEL_ENVIRONMENT = 'appfactory.dev/environment';
/** Label on a Secret of CHANGE_TYPE: what it holds is to be put into the environment of the Release that is the value. */
export const LABEL_ENVIRONMENT_CHANGE = 'appfactory.dev/environment-change';
/**
 * Type of the Secrets by which somebody changes what they may not read: they may create one, and the operator takes what it holds
 * to where it belongs and deletes it. To write over an object is to be shown it: Kubernetes answers a patch, even an empty one,
 * with all that is there.
 */
export const CHANGE_TYPE = 'appfactory.dev/change';
/** On a change: who made it; in a tenant’s namespace only themselves are admitted. */
export const ANNOTATION_SET_BY = 'appfactory.dev/set-by';
/** On a change, and on a Secret with LABEL_ENVIRONMENT: names, with commas, of variables whose values everybody may see. */
export const ANNOTATION_PLAIN = 'appfactory.dev/plain';
/** On a change: names, with commas, of what is to be removed. */
export const ANNOTATION_REMOVED = 'appfactory.dev/removed';

/** The Secret with the environment variables of a Release; not for the name of another kind of Secret of it. */
export const environmentName = (release: string) => `${release}-environment`;

export const MOST_VARIABLES = 100;
/** UTF-8 bytes of one value; all of them fit into a Secret. */
export const LARGEST_VALUE = 8_192;
/** Characters of a value that everybody may see. */
export const LONGEST_PLAIN = 1_000;

/** What the platform sets, or what would change how its own programs in the pod run. */
const RESERVED = new Set([
  'PORT',
  'HOSTNAME',
  'PATH',
  'HOME',
  'TMPDIR',
  'DATA_DIR',
  'UPLOADS_DIR',
  'OUTBOX_DIR',
  'AUTH_SECRET',
  'AUTH_TRUST_HOST',
]);
const RESERVED_PREFIXES = [
  'APP_',
  'ARTIFACT_',
  'DATABASE_',
  'KUBERNETES_',
  'LD_',
  'NATS_',
  'NEXT_',
  'NODE_',
  'RELEASE_',
  'RESTORE_',
] as const;

/** For people: the names that nobody may set. */
export const RESERVED_NAMES: readonly string[] = [...RESERVED, ...RESERVED_PREFIXES.map((prefix) => `${prefix}*`)];

export const variableNameSchema = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,63}$/,
    'A name has at most 64 letters, digits and underscores, and does not begin with a digit; for example RESEND_API_KEY.',
  )
  .refine((name) => !isReserved(name), {
    error: ({ input }) =>
      `The platform sets ${String(input)} itself: nobody else may. Reserved are ${RESERVED_NAMES.join(', ')}.`,
  });

export const variableValueSchema = z
  .string()
  .min(1, 'A value has at least one character; to have no value, remove the variable.')
  .refine((value) => bytesOf(value) <= LARGEST_VALUE, `A value has at most ${LARGEST_VALUE} bytes.`)
  .refine((value) => !value.includes('\0'), 'A value has no NUL character.');

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function isReserved(name: string): boolean {
  return RESERVED.has(name) || RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** In the status of a Release: what there is, and never a secret’s value. */
export const environmentStatusSchema = z.object({
  variables: z
    .array(
      z.object({
        name: z.string(),
        secret: z.boolean().describe('Its value is shown to nobody.'),
        ofTenant: z.boolean().optional().describe('One of the tenant’s keys, which all its released apps get.'),
        value: z.string().optional().describe('Of one that is no secret.'),
        setAt: z.string().optional(),
        setBy: z
          .string()
          .optional()
          .describe('Not known of what was written past the platform, for example with kubectl.'),
      }),
    )
    .max(MOST_VARIABLES + 10)
    .describe('What the app is given: its own by name, then the tenant’s keys.'),
  refused: z
    .array(z.string())
    .max(MOST_VARIABLES)
    .optional()
    .describe(
      'Keys of the Secret that the app is not given: reserved, no name of a variable, or with a value that is too long.',
    ),
});

export type EnvironmentStatus = z.infer<typeof environmentStatusSchema>;
export type EnvironmentVariableStatus = EnvironmentStatus['variables'][number];
