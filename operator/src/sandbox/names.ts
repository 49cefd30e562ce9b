import { GROUP } from '@appfactory/resources/meta';
import type { Sandbox } from '@appfactory/resources/sandbox';

/** Annotation on a Sandbox: how many times its pod was lost and made again. */
export const RESTARTS = `${GROUP}/restarts`;
/** Annotation on a sandbox pod: hash of the environment that its daemon was given. */
export const ENV_HASH = `${GROUP}/env-hash`;
/** Annotation on a sandbox pod: hash of what it was made from; a warm pod of another hash is out of date. */
export const SPEC_HASH = `${GROUP}/spec-hash`;
/** Finalizer on a Sandbox that E2B's cloud runs: garbage collection cannot end it there. */
export const CLOUD_FINALIZER = `${GROUP}/e2b`;
/** Annotation on a Sandbox: the id that E2B's cloud gave it; written at once, since the cloud's list lags behind. */
export const CLOUD_ID = `${GROUP}/e2b-id`;
/** Key of a token Secret. */
export const TOKEN_KEY = 'token';
export const FIELD_MANAGER = 'appfactory-sandbox';

/** The id by which E2B clients know a pod's Sandbox: 20 hexadecimal digits, the same as long as the Sandbox lives. */
export function sandboxId(sandbox: Sandbox): string {
  return (sandbox.metadata.uid ?? '').replaceAll('-', '').slice(0, 20);
}

export function restartsOf(sandbox: Sandbox): number {
  const restarts = Number(sandbox.metadata.annotations?.[RESTARTS] ?? 0);
  return Number.isSafeInteger(restarts) && restarts > 0 ? restarts : 0;
}

/** Follows from the Sandbox alone, so that making the pod twice meets AlreadyExists instead of making a twin. */
export function podName(sandbox: Sandbox): string {
  return `${sandbox.metadata.name}-sandbox-${restartsOf(sandbox)}`;
}

/** The Secret of a Sandbox that did not get one from a warm pod. */
export function secretName(sandbox: Sandbox): string {
  return `${sandbox.metadata.name}-sandbox`;
}
