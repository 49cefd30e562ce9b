import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type ConnectionOpts, Sandbox } from 'e2b';
import type { Row } from '../row.ts';
import { shellTemplate } from '../shellTemplate.ts';
import { sdkAccess } from '../tenant.ts';
import { burst, percentile } from '../timing.ts';
import { setPool, untilWarm } from '../warmPool.ts';

/** A hundred warm sandboxes at a time would need more memory than this machine has, so the burst comes in parts. */
const AT_ONCE = 20;
const ROUNDS = 5;
const PER_SECOND = 45;

interface Claim {
  sandbox: Sandbox;
  /** Milliseconds until the SDK had the sandbox, and until its first command's output was there. */
  createdMs: number;
  outputMs: number;
}

/** From `Sandbox.create` of the published E2B client to the output of the first command, in bursts on a warm pool. */
export const claim: Row = {
  name: 'claim',
  async measure(platform, say) {
    const template = await shellTemplate(platform, 'bench-claim', {
      cpu: '10m',
      memory: '64Mi',
      memoryLimit: '512Mi',
    });
    const namespace = await platform.namespace('claim');
    const access = await sdkAccess(platform, namespace);
    const shells: number[] = [];
    for (let index = 0; index < AT_ONCE * ROUNDS; index++) shells.push(await loginShell());
    await setPool(platform, namespace, template, AT_ONCE);
    const claims: Claim[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await untilWarm(platform, namespace);
      const taken = await burst(AT_ONCE, PER_SECOND, () => take(template, access));
      say(`burst ${round + 1}: ${taken.map(({ outputMs }) => Math.round(outputMs)).join(' ')} ms`);
      claims.push(...taken);
      await Promise.all(taken.map(({ sandbox }) => sandbox.kill()));
    }
    await setPool(platform, namespace, template, 0);
    const output = claims.map(({ outputMs }) => outputMs);
    const created = claims.map(({ createdMs }) => createdMs);
    const reference = (percent: number) => ({
      what: '`bash -l -c true`, one after another',
      value: percentile(shells, percent),
    });
    return [
      {
        what: `claim to first output, p50 of ${ROUNDS} bursts of ${AT_ONCE} at ${PER_SECOND}/s`,
        unit: 'ms',
        value: percentile(output, 50),
        reference: reference(50),
        aim: { most: 100 },
        parts: [{ what: 'of it until the client has the sandbox, p50', value: percentile(created, 50), unit: 'ms' }],
        published: [
          { text: 'agent-sandbox, p50 of a burst of 100', value: 92 },
          { text: 'E2B’s cloud, a sandbox’s start', value: 880 },
        ],
      },
      {
        what: 'claim to first output, p99',
        unit: 'ms',
        value: percentile(output, 99),
        reference: reference(99),
        aim: { most: 300 },
        parts: [{ what: 'of it until the client has the sandbox, p99', value: percentile(created, 99), unit: 'ms' }],
        published: [{ text: 'agent-sandbox, p99 of a burst of 100', value: 376 }],
      },
    ];
  },
};

async function take(template: string, access: ConnectionOpts): Promise<Claim> {
  const started = performance.now();
  const sandbox = await Sandbox.create(template, { ...access, timeoutMs: 300_000 });
  const createdMs = performance.now() - started;
  const { stdout } = await sandbox.commands.run('echo here');
  const outputMs = performance.now() - started;
  if (stdout !== 'here\n') throw new Error(`the first command said "${stdout}" instead of "here"`);
  return { sandbox, createdMs, outputMs };
}

const run = promisify(execFile);

/** Without the profile of whoever measures, which a sandbox does not have either. */
async function loginShell(): Promise<number> {
  const started = performance.now();
  await run('bash', ['-l', '-c', 'true'], { env: { PATH: process.env.PATH, HOME: '/' } });
  return performance.now() - started;
}
