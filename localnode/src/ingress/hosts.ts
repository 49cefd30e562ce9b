import type { Ingress } from '@appfactory/kube/core';

/** Where the requests of one path of one host go. */
export interface Backend {
  namespace: string;
  service: string;
  /** Number or name of the Service's port. */
  port: number | string;
}

interface PathRoute {
  path: string;
  exact: boolean;
  backend: Backend;
}

/** One host: the namespace that it belongs to, and its paths, the most special first. */
export interface HostRoutes {
  namespace: string;
  paths: PathRoute[];
}

/** host -> routes, and which Ingresses want a host that belongs to another namespace. */
export interface Hosts {
  routes: ReadonlyMap<string, HostRoutes>;
  /** `namespace/name` of an Ingress -> hosts that it did not get. */
  refused: ReadonlyMap<string, string[]>;
}

const hostPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const classAnnotation = 'kubernetes.io/ingress.class';

/** Whether this proxy serves the Ingress: it names our class, or none. */
export function isOurs(ingress: Ingress, className: string): boolean {
  return (ingress.spec.ingressClassName ?? ingress.metadata.annotations?.[classAnnotation] ?? className) === className;
}

/**
 * Which namespace has which host. The oldest Ingress decides; younger ones of the same namespace add paths, those of other
 * namespaces get nothing of that host, since a tenant must not answer for a part of another's app. Rules without a host, default
 * backends and wildcards are not served: they would answer for names that nobody has claimed yet.
 */
export function claimHosts(ingresses: readonly Ingress[], className: string): Hosts {
  const routes = new Map<string, HostRoutes>();
  const refused = new Map<string, string[]>();
  for (const ingress of ingresses.filter((one) => isOurs(one, className)).sort(byAge)) {
    const { namespace = '', name } = ingress.metadata;
    for (const rule of ingress.spec.rules ?? []) {
      const host = rule.host?.toLowerCase() ?? '';
      if (!hostPattern.test(host)) continue;
      const claimed = routes.get(host) ?? { namespace, paths: [] };
      if (claimed.namespace !== namespace) {
        const key = `${namespace}/${name}`;
        refused.set(key, [...(refused.get(key) ?? []), host]);
        continue;
      }
      routes.set(host, claimed);
      for (const { path = '/', pathType, backend } of rule.http?.paths ?? []) {
        const port = backend.service?.port.name ?? backend.service?.port.number;
        if (!backend.service || port === undefined) continue;
        const exact = pathType === 'Exact';
        const route = { path, exact, backend: { namespace, service: backend.service.name, port } };
        if (!claimed.paths.some((other) => other.path === path && other.exact === exact)) claimed.paths.push(route);
      }
    }
  }
  for (const { paths } of routes.values()) {
    paths.sort((a, b) => Number(b.exact) - Number(a.exact) || b.path.length - a.path.length);
  }
  return { routes, refused };
}

/** The backend for a path (without the query), by Kubernetes' rules: exact, else the longest prefix of whole elements. */
export function findBackend(host: HostRoutes, path: string): Backend | undefined {
  return host.paths.find((route) => (route.exact ? route.path === path : hasPrefix(path, route.path)))?.backend;
}

/** The host that a Host header names, without port, as it stands in an Ingress; undefined when it is not a host name. */
export function hostName(header: string | undefined): string | undefined {
  const host = header
    ?.toLowerCase()
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '');
  return host !== undefined && hostPattern.test(host) ? host : undefined;
}

function hasPrefix(path: string, prefix: string): boolean {
  const bare = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return path === bare || path.startsWith(`${bare}/`);
}

function byAge(a: Ingress, b: Ingress): number {
  const key = ({ metadata }: Ingress) => `${metadata.creationTimestamp ?? '9'} ${metadata.namespace}/${metadata.name}`;
  return key(a) < key(b) ? -1 : 1;
}
