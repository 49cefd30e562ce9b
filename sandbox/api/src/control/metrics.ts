import { callDaemon, readAccessToken } from '../daemonClient.ts';
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

/** GET /sandboxes/{id}/metrics: what is so now; there is no history. */
export async function metrics(call: Call): Promise<Answer> {
  const sandbox = await selectSandbox(call, 'get');
  const token = await readAccessToken(call.services.client, sandbox);
  const now = (await (await callDaemon(sandbox, token, { method: 'GET', path: '/metrics' })).json()) as DaemonMetrics;
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
