import { expect, test } from '@jest/globals';
import { BINARY_NAMES, type BinaryName, VERSIONS } from './binaries.ts';
import { GO_VERSION, RELEASES } from './releases.ts';

const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' } as const;
const architectures = Object.keys(ARCHITECTURES) as (keyof typeof ARCHITECTURES)[];
const names = Object.keys(RELEASES) as (BinaryName | 'go')[];

test.each(architectures)(
  'on %s every program can be had: by a checked download, or by a Go that can be had so',
  (arch) => {
    const without = BINARY_NAMES.filter((name) => !RELEASES[name]?.[arch]);
    expect(without.length === 0 || RELEASES.go?.[arch] !== undefined).toBe(true);
  },
);

test.each(names)('a download of %s is of its version and architecture, and has a checksum', (name) => {
  for (const arch of architectures) {
    const release = RELEASES[name]?.[arch];
    if (!release) continue;
    expect(release.origin).toMatch(/^https:/);
    expect(release.path).toContain(name === 'go' ? GO_VERSION : VERSIONS[name]);
    expect(release.path).toContain(ARCHITECTURES[arch]);
    expect(release.sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('no checksum stands at two places', () => {
  const sums = names.flatMap((name) => architectures.flatMap((arch) => RELEASES[name]?.[arch]?.sha256 ?? []));
  expect(new Set(sums).size).toBe(sums.length);
});
