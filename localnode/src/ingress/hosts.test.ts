import type { Ingress, Pod, Service } from '@appfactory/kube/core';
import { expect, test } from '@jest/globals';
import { endpointsOf, explain } from './endpoints.ts';
import { claimHosts, findBackend, hostName } from './hosts.ts';

type Path = [path: string, pathType: 'Prefix' | 'Exact', service: string];

function ingress(
  namespace: string,
  name: string,
  created: string,
  host: string,
  paths: Path[],
  className?: string,
): Ingress {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { namespace, name, creationTimestamp: created },
    spec: {
      ingressClassName: className,
      rules: [
        {
          host,
          http: {
            paths: paths.map(([path, pathType, service]) => ({
              path,
              pathType,
              backend: { service: { name: service, port: { number: 80 } } },
            })),
          },
        },
      ],
    },
  };
}

const old = '2026-01-01T00:00:00Z';
const young = '2026-01-02T00:00:00Z';
const all: Path[] = [['/', 'Prefix', 'web']];

function serviceFor(ingresses: Ingress[], host: string, path: string): string | undefined {
  const routes = claimHosts(ingresses, 'localnode').routes.get(host);
  const backend = routes && findBackend(routes, path);
  return backend && `${backend.namespace}/${backend.service}`;
}

test('the oldest claim of a host wins, whatever the order they come in, and nothing of a younger tenant is mixed in', () => {
  const first = ingress('a', 'web', old, 'x.localhost', [['/', 'Prefix', 'first']]);
  const second = ingress('b', 'web', young, 'x.localhost', [['/admin', 'Prefix', 'second']]);
  for (const order of [
    [first, second],
    [second, first],
  ]) {
    expect(serviceFor(order, 'x.localhost', '/admin')).toBe('a/first');
    expect(claimHosts(order, 'localnode').refused).toEqual(new Map([['b/web', ['x.localhost']]]));
  }
  expect(serviceFor([second], 'x.localhost', '/admin')).toBe('b/second');
});

test('Ingresses of one namespace share a host; of the same path the oldest has it', () => {
  const both = [
    ingress('a', 'more', young, 'x.localhost', [
      ['/api', 'Prefix', 'api'],
      ['/', 'Prefix', 'late'],
    ]),
    ingress('a', 'web', old, 'x.localhost', all),
  ];
  expect(serviceFor(both, 'x.localhost', '/api/v1')).toBe('a/api');
  expect(serviceFor(both, 'x.localhost', '/')).toBe('a/web');
});

test('exact before prefix, the longest prefix, whole elements only', () => {
  const paths: Path[] = [
    ['/', 'Prefix', 'root'],
    ['/a', 'Prefix', 'a'],
    ['/a/b/', 'Prefix', 'ab'],
    ['/a', 'Exact', 'exact'],
  ];
  const one = [ingress('n', 'web', old, 'x.localhost', paths)];
  const found = ['/a', '/a/', '/a/b', '/a/bc', '/ab', '/'].map((path) => serviceFor(one, 'x.localhost', path));
  expect(found).toEqual(['n/exact', 'n/a', 'n/ab', 'n/a', 'n/root', 'n/root']);
  expect(
    serviceFor([ingress('n', 'web', old, 'x.localhost', [['/a', 'Prefix', 'a']])], 'x.localhost', '/b'),
  ).toBeUndefined();
});

test('other classes, wildcards and rules for every host are not served', () => {
  expect(serviceFor([ingress('a', 'web', old, 'x.localhost', all, 'nginx')], 'x.localhost', '/')).toBeUndefined();
  expect(serviceFor([ingress('a', 'web', old, 'x.localhost', all, 'localnode')], 'x.localhost', '/')).toBe('a/web');
  expect(
    claimHosts([ingress('a', 'any', old, '*.localhost', all), ingress('a', 'all', old, '', all)], 'localnode').routes
      .size,
  ).toBe(0);
});

test('a Host header is a name, without port, case and last dot', () => {
  expect(['A.b:8080', 'a.b.', 'localhost', '127.0.0.1:1'].map(hostName)).toEqual([
    'a.b',
    'a.b',
    'localhost',
    '127.0.0.1',
  ]);
  expect([undefined, '', 'a b', 'a_b', '<a>', 'a..b', '[::1]:80', 'a:b', 'a/b'].map(hostName).some(Boolean)).toBe(
    false,
  );
});

const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'a', name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ name: 'www', port: 80, targetPort: 'http' }, { port: 90 }] },
};

function pod(name: string, change: { ready?: boolean; deleted?: boolean; label?: string; waiting?: string } = {}): Pod {
  const { ready = true, deleted = false, label = 'web', waiting } = change;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'a', name, labels: { app: label }, ...(deleted ? { deletionTimestamp: young } : {}) },
    spec: { containers: [{ name: 'app', image: 'x', ports: [{ name: 'http', containerPort: 3000 }] }] },
    status: {
      phase: 'Running',
      podIP: '127.1.2.3',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: waiting
        ? [{ name: 'app', ready: false, restartCount: 3, state: { waiting: { reason: waiting, message: 'secret' } } }]
        : [],
    },
  };
}

test('requests go to pods that are ready, stay, and have the port', () => {
  const pods = [
    pod('good'),
    pod('ending', { deleted: true }),
    pod('starting', { ready: false }),
    pod('other', { label: 'x' }),
  ];
  expect(endpointsOf(service, 80, pods)).toEqual([{ pod: 'good', address: '127.1.2.3', port: 3000 }]);
  expect(endpointsOf(service, 'www', pods)).toHaveLength(1);
  expect(endpointsOf(service, 90, pods)).toEqual([{ pod: 'good', address: '127.1.2.3', port: 90 }]);
  expect(endpointsOf(service, 91, pods)).toEqual([]);
  expect(endpointsOf({ ...service, spec: { ports: service.spec.ports } }, 80, pods)).toEqual([]);
});

test('what a visitor is told says how it is, and no name or message', () => {
  expect(explain(undefined, [])).toBe('It has no Service yet.');
  expect(explain(service, [])).toBe('It has no pod yet.');
  const pods = [
    pod('secret-name', { ready: false, waiting: 'CrashLoopBackOff' }),
    pod('b', { deleted: true }),
    pod('c', { ready: false }),
  ];
  expect(explain(service, pods)).toBe(
    'One pod is waiting (CrashLoopBackOff). One pod is ending. One pod is running and not ready yet.',
  );
});
