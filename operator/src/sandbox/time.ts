import type { Sandbox } from '@appfactory/resources/sandbox';

/** When a Sandbox ends: its timeout after it was last set, else after the start; undefined while neither is known. */
export function expiryOf(sandbox: Sandbox, startedAt = sandbox.status?.startedAt): Date | undefined {
  const from = sandbox.spec.timeoutFrom ?? startedAt;
  return from === undefined ? undefined : new Date(Date.parse(from) + sandbox.spec.timeoutSeconds * 1000);
}

/** RFC 3339 in whole seconds, as Kubernetes keeps its times. */
export function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
