import type { Sandbox } from '@appfactory/resources/sandbox';
import { readAccessToken } from '../accessToken.ts';
import { HttpError } from '../httpError.ts';
import { daemonAddress } from '../sandboxes.ts';
import type { Answer, Call } from './call.ts';
import { selectSandbox } from './select.ts';

/** What the daemon's /metrics says. */
interface DaemonMetrics {
  ts: number;
  cpu_count: number;
  cpu_used_pct: number;
  mem_total: number;
  mem_used: number;
  mem_cache: number;
  disk_used: number;
  disk_total: number;
}

const TIMEOUT_MS = 10_000;

/** GET /sandboxes/{id}/metrics: what is so now; there is no history. */
export async function metrics(call: Call): Promise<Answer> {
  const sandbox = await selectSandbox(call, 'get');
  const now = await askDaemon(sandbox, await readAccessToken(call.services.client, sandbox));
  const sample = {
    timestamp: new Date(now.ts * 1000).toISOString(),
    timestampUnix: now.ts,
    cpuCount: now.cpu_count,
    cpuUsedPct: now.cpu_used_pct,
    memTotal: now.mem_total,
    memUsed: now.mem_used,
    memCache: now.mem_cache,
    diskUsed: now.disk_used,
    diskTotal: now.disk_total,
  };
  return { status: 200, body: [sample] };
}

async function askDaemon(sandbox: Sandbox, token: string): Promise<DaemonMetrics> {
  const { name } = sandbox.metadata;
  const address = daemonAddress(sandbox);
  if (!address) throw new HttpError(502, `The sandbox "${name}" is not running.`);
  const response = await fetch(`http://${address.host}:${address.port}/metrics`, {
    headers: { 'x-access-token': token },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new HttpError(502, `The daemon of the sandbox "${name}" does not answer.`);
  });
  if (!response.ok)
    throw new HttpError(502, `The daemon of the sandbox "${name}" gave no metrics: ${response.status}.`);
  return (await response.json()) as DaemonMetrics;
}
