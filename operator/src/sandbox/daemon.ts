import type { Pod } from '@appfactory/kube/core';
import { DAEMON_PORT } from '@appfactory/resources/sandbox';
import { request } from 'undici';

const TIMEOUT_MS = 5_000;

/** Gives the daemon of a pod the environment that every command is to have. @throws Error that says what the daemon answered. */
export async function initDaemon(pod: Pod, token: string, env: Record<string, string>): Promise<void> {
  const { name } = pod.metadata;
  const answer = await request(`http://${pod.status?.podIP}:${DAEMON_PORT}/init`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-access-token': token },
    body: JSON.stringify({ envVars: env }),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) {
    throw new Error(`the daemon of pod "${name}" refused the environment: ${answer.statusCode} ${text.slice(0, 200)}`);
  }
}
