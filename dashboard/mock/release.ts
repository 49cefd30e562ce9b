import { OFFERS } from '../../gateway/src/environment/offers.ts';
import { dataExports } from './dataExport.ts';
import { environments } from './environment.ts';
import type { Fixture } from './fixtures.ts';

/** The release of a build that is Ready, for the stand-in gateway. */
export function releaseOf(build: Fixture) {
  const day = (generation: number) => new Date(Date.now() - (4 - generation) * 86_400_000);
  const pinned = build.spec.release.artifact;
  const serving = build.status.artifacts.find(({ digest }) => digest === pinned) ?? build.status.artifact;
  return {
    id: `release-${build.id}`,
    namespace: build.namespace,
    name: build.name,
    createdAt: build.createdAt,
    address: build.addresses.app,
    spec: {
      appBuild: build.name,
      host: build.spec.release.domain ?? `${build.name}.default.localhost`,
      artifact: build.status.artifact,
      target: 'cluster',
      adoptData: false,
      sampleData: false,
      dataPolicy: 'Retain',
    },
    status: {
      phase: 'Serving',
      conditions: [],
      serving,
      history: build.status.artifacts.map(({ digest, commit, generation }) => ({
        digest,
        commit,
        at: day(generation).toISOString(),
      })),
      handOver: { milliseconds: 1_240 },
      environment: environments.of(build.name),
    },
    mayExportData: true,
    dataExport: () => dataExports.of(build.name),
    mayChangeEnvironment: true,
    offeredServices: OFFERS,
    reservedVariables: ['PORT', 'APP_*', 'DATABASE_*', 'NODE_*'],
    instances: [
      {
        name: `${build.name}-6f9d7c5b8-x2v4q`,
        node: 'this-machine',
        ready: true,
        state: 'Answers',
        restarts: 1,
        startedAt: day(3),
      },
    ],
    log: ({ lines }: { lines: number }) =>
      Array.from({ length: Math.min(lines, 60) }, (_, line) => {
        const at = new Date(Date.now() - (60 - line) * 1_700).toISOString();
        return line === 58
          ? `${at} Error: The orders of 2026-11-24 have a row whose product is gone: it is left out of the report, and an owner is told so by e-mail`
          : `${at} GET /orders 200 in ${12 + (line % 7)} ms`;
      }).join('\n'),
  };
}
