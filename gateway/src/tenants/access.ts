import { isForbidden } from '@appfactory/kube/errors';
import { reviewOwnAccess } from '@appfactory/kube/reviews';
import { GROUP } from '@appfactory/resources/meta';
import type { Person } from '../accounts/person.ts';
import { Failed } from '../graphql/failure.ts';
import type { PersonKube } from '../kube/personKube.ts';

/** Whoever asks. */
export interface Asker {
  person: Person;
  kube: PersonKube;
}

/** What somebody would do: with a kind of ours, or of another API group. */
export interface Deed {
  verb: string;
  resource: string;
  group?: string;
  /** Of the one object that it is about. */
  name?: string;
}

/** The API server's word on what the person may do in the namespace of a tenant. */
export function may({ kube }: Pick<Asker, 'kube'>, namespace: string, deed: Deed): Promise<boolean> {
  return review(kube, namespace, { ...deed, namespace });
}

/** Likewise for what is in no namespace, for which a right in the tenant's is not enough. */
export function mayEverywhere({ kube }: Asker, tenant: string, deed: Deed): Promise<boolean> {
  return review(kube, tenant, deed);
}

async function review(kube: PersonKube, actingIn: string, deed: Deed & { namespace?: string }): Promise<boolean> {
  try {
    return await reviewOwnAccess(kube.in(actingIn), { group: GROUP, ...deed });
  } catch (error) {
    if (error instanceof Failed && ['NOT_FOUND', 'FORBIDDEN'].includes(error.code)) return false;
    // Whose rights the operator has not bound yet may not even ask.
    if (isForbidden(error)) return false;
    throw error;
  }
}

/** They make tenants, and act as the gateway where they are no member. */
export function isInstallationOwner({ person }: Asker): boolean {
  return person.kind === 'account' && person.isInstallationOwner;
}
