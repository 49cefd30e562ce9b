import { expect } from '@jest/globals';

/** What `npm start -- --once` has said of one build when it ends well, its exit status included. */
export function expectClosingTable(
  said: string,
  status: number,
  app: { namespace: string; name: string; features: number },
): void {
  const { namespace, name, features } = app;
  expect(`${said}\nexit status ${status}`).toMatch(/exit status 0$/);
  for (const line of [
    `${namespace}/${name}: Building · \\d/${features} · `,
    `${name} \\(namespace ${namespace}, generation 1\\)`,
    'first preview +\\d',
    'first page of its own +\\d',
    'first verified feature +\\d',
    'Ready +\\d',
    'checks +\\d+ passed, 0 failed, 0 skipped',
    'interventions +(no|\\d+) questions?, no manual steps',
    'commit +[0-9a-f]{40}',
    'digest +sha256:[0-9a-f]{64}',
    `address +http://${name}\\.${namespace}\\.localhost:\\d+`,
  ]) {
    expect(said).toMatch(new RegExp(line));
  }
}
