/** What a request to the kubelet's server is about, read from its path. */
export interface Address {
  verb: 'containerLogs' | 'exec' | 'attach' | 'portForward';
  namespace: string;
  pod: string;
  /** Empty for portForward. */
  container: string;
}

const verbs = ['containerLogs', 'exec', 'attach', 'portForward'] as const;
const namespacePattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const uidPattern = /^[-a-z0-9]{1,64}$/;
const podPattern = /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/;

/**
 * `/VERB/NAMESPACE/POD[/UID]/CONTAINER`, for portForward `/VERB/NAMESPACE/POD[/UID]`. Undefined for anything else: names are
 * checked here, once, so that nothing that could leave a folder gets any further.
 */
export function parseAddress(path: string): Address | undefined {
  const parts = path.split('/');
  if (parts.shift() !== '') return undefined;
  const verb = verbs.find((known) => known === parts[0]);
  const [, namespace = '', pod = ''] = parts;
  const container = verb === 'portForward' ? '' : (parts.at(-1) ?? '');
  const shortest = verb === 'portForward' ? 3 : 4;
  if (!verb || parts.length < shortest || parts.length > shortest + 1) return undefined;
  const uid = parts.length > shortest ? parts[3] : undefined;
  if (uid !== undefined && !uidPattern.test(uid)) return undefined;
  if (!namespacePattern.test(namespace) || !podPattern.test(pod)) return undefined;
  if (verb !== 'portForward' && !namespacePattern.test(container)) return undefined;
  return { verb, namespace, pod, container };
}
