import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensureBinary } from '../binaries/ensure.ts';
import { dataDir } from '../dataDir.ts';
import { readLock } from '../lock.ts';
import { kubeconfigPath } from '../plane/identities.ts';
import { isSameProcess } from '../processIdentity.ts';

/** kubectl of the platform's version, against the platform that runs on this data folder. */
export async function kubectl(args: string[]): Promise<number> {
  const dir = dataDir(undefined);
  const holder = await readLock(dir);
  if (!holder || !(await isSameProcess(holder))) {
    throw new Error(
      `The platform does not run on ${dir}.\nWhat to do: start it in another terminal with npm start; ` +
        'for a platform on another folder set APPFACTORY_DATA to that folder.',
    );
  }
  const command = await ensureBinary('kubectl', (text) => process.stderr.write(`${text}\n`));
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, KUBECONFIG: kubeconfigPath(dir, 'admin') },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
