import { expect, test } from '@jest/globals';
import { placesOf } from './places.ts';

const tenant = (name: string, role: 'owner' | 'member' | 'viewer', ready = true) => ({
  name,
  displayName: name.toUpperCase(),
  agency: null,
  role,
  ready,
  deleting: false,
  notice: null,
  buildCount: 0,
  memberCount: 1,
});

test('apps are stated where somebody may, and in nobody’s namespace by whoever runs the platform', () => {
  const tenants = [
    tenant('acme', 'owner'),
    tenant('zoo', 'viewer'),
    tenant('team', 'member'),
    tenant('new', 'owner', false),
  ];
  expect(placesOf(tenants, false).map(({ value }) => value)).toEqual(['acme', 'team']);
  expect(placesOf(tenants, true)[0]).toEqual({ value: 'default', label: 'This platform (default)' });
  expect(placesOf([], false)).toEqual([]);
});
