/** A ServiceAccount, and for whom it acts. */
export interface ServiceAccountIdentity {
  namespace: string;
  name: string;
  /** The person behind it; the API server writes it into its audit log. */
  person: string;
}

/** Key of the person among the extras of an impersonated user; a role must name it as userextras/appfactory.dev/person. */
export const PERSON_EXTRA = 'appfactory.dev/person';

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/**
 * Headers that make a request the account's. Groups are left out: the API server adds those of a ServiceAccount itself.
 * @throws Error when a name is none: a header must not become two
 */
export function impersonation({ namespace, name, person }: ServiceAccountIdentity): Record<string, string> {
  if (!NAME.test(namespace) || !NAME.test(name)) {
    throw new Error(`"${namespace}/${name}" does not name a ServiceAccount`);
  }
  return {
    'impersonate-user': `system:serviceaccount:${namespace}:${name}`,
    [`impersonate-extra-${encodeURIComponent(PERSON_EXTRA)}`]: encodeURIComponent(person),
  };
}
