import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConnectError } from '../connect/error.ts';
import { stringField, stringMapField } from '../connect/fields.ts';
import type { Daemon } from '../daemon.ts';
import { readJson } from './json.ts';

/**
 * POST /init sets the defaults of later commands: `envVars`, `defaultWorkdir`. The token is the pod's and cannot be
 * changed here. What would need rights that the sandbox has not (clock, certificates, mounts) is refused, not skipped.
 */
export async function init(daemon: Daemon, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  for (const name of ['caBundle', 'volumeMounts']) {
    if (body[name] !== undefined && body[name] !== null)
      throw new ConnectError('unimplemented', `"${name}" is not supported by this sandbox.`);
  }
  const token = stringField(body, 'accessToken');
  if (token !== '' && token !== daemon.config.token) {
    throw new ConnectError(
      'failed_precondition',
      "The access token is the pod's and cannot be changed: make a new sandbox.",
    );
  }
  daemon.user.check(stringField(body, 'defaultUser') || undefined);
  const workdir = stringField(body, 'defaultWorkdir');
  daemon.environment = { ...daemon.environment, ...stringMapField(body, 'envVars') };
  if (workdir !== '') daemon.workdir = daemon.resolve(workdir);
  response.writeHead(204).end();
}
