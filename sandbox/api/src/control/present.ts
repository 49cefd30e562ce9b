import type { Sandbox } from '@appfactory/resources/sandbox';
import { ENVD_VERSION } from '@appfactory/sandbox-daemon/version';

/** Required by E2B's schema; there is one "client" here, this API. */
const CLIENT_ID = 'appfactory';

/** What a client needs to reach a sandbox. */
export function presentConnection(sandbox: Sandbox, token: string, domain: string): object {
  return {
    sandboxID: sandbox.status?.sandboxID,
    templateID: sandbox.spec.template,
    clientID: CLIENT_ID,
    envdVersion: ENVD_VERSION,
    envdAccessToken: token,
    domain,
  };
}

/** What a sandbox is, as listings and GET show it. */
export function presentSandbox(sandbox: Sandbox, domain: string): object {
  const { spec, status, metadata } = sandbox;
  const startedAt = startOf(sandbox);
  return {
    sandboxID: status?.sandboxID,
    templateID: spec.template,
    alias: spec.template,
    clientID: CLIENT_ID,
    startedAt,
    endAt: status?.expiresAt ?? new Date(Date.parse(startedAt) + spec.timeoutSeconds * 1000).toISOString(),
    state: 'running',
    // Not limited per sandbox, and E2B's schema has no word for that.
    cpuCount: 0,
    memoryMB: 0,
    diskSizeMB: 0,
    envdVersion: ENVD_VERSION,
    metadata: spec.metadata ?? {},
    name: metadata.name,
    domain,
  };
}

export function startOf(sandbox: Sandbox): string {
  return sandbox.status?.startedAt ?? sandbox.metadata.creationTimestamp ?? new Date(0).toISOString();
}
