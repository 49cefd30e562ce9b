import { readFileSync } from 'node:fs';
import type { Plan } from '@appfactory/plan/plan';
import { z } from 'zod';

const environmentSchema = z.object({
  APPBUILD_NAME: z.string().min(1),
  APPBUILD_NAMESPACE: z.string().min(1),
  APPBUILD_GENERATION: z.coerce.number().int().min(1),
  APPBUILD_UID: z.string().min(1),
  /** Differs from one start of the agent to the next; the pod's uid. */
  POD_UID: z
    .string()
    .min(1)
    .default(() => crypto.randomUUID()),
  PLAN_FILE: z.string().default('/plan/plan.json'),
  NATS_URL: z.string().min(1),
  NATS_CREDS_FILE: z.string().min(1),
  SANDBOX_ID: z.string().min(1),
  SANDBOX_API_URL: z.string().optional(),
  SANDBOX_ROUTER_URL: z.string().optional(),
  /** File with the key for the sandbox API; read at every use, since the kubelet renews it. */
  SANDBOX_TOKEN_FILE: z.string().min(1),
  BROWSER_WS: z.string().optional(),
  OWNER_EMAIL: z.string().min(1),
  OWNER_PASSWORD: z.string().min(1),
  PREVIEW_URL: z.string().min(1),
  /** What is done to the history before anything is written, as JSON. */
  GO_BACK: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(
      z.object({
        mode: z.enum(['Retry', 'RollBack']),
        feature: z.string().min(1),
        generation: z.int(),
        /** The app stays as it was: nothing is written. */
        stays: z.boolean(),
      }),
    )
    .optional(),
  /** What the build is a part of, where traces are taken (W3C Trace Context). */
  TRACEPARENT: z.string().optional(),
  /** Folder of the repository inside the sandbox. */
  WORKSPACE: z.string().default('/workspace'),
});

export type AgentConfig = z.output<typeof environmentSchema>;

/** Reads the environment once. Throws an error that names every variable that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): AgentConfig {
  const parsed = environmentSchema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The agent's environment is incomplete. ${problems.join('; ')}`);
}

/** The plan that the operator wrote; it is ours, so its shape is trusted. */
export function readPlan(file: string): Plan {
  const plan = JSON.parse(readFileSync(file, 'utf8')) as Plan;
  if (plan.version !== 1)
    throw new Error(`The plan in "${file}" has version ${plan.version}; this agent reads version 1`);
  return plan;
}
