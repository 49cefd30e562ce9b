import { mayState } from '#lib/agency/roles.ts';
import type { TenantListRow } from '#lib/api/queries/tenants.ts';

/** The namespace that is nobody's: whoever runs the platform states apps there. */
export const OWN_PLACE = 'default';

export interface Place {
  value: string;
  label: string;
}

/** Where somebody may state an app, the likeliest first. */
export function placesOf(tenants: readonly TenantListRow[], runsPlatform: boolean): Place[] {
  const theirs = tenants
    .filter((tenant) => mayState(tenant) && tenant.ready)
    .map(({ name, displayName }) => ({ value: name, label: displayName }));
  return runsPlatform ? [{ value: OWN_PLACE, label: 'This platform (default)' }, ...theirs] : theirs;
}
