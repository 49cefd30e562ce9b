import { createHash } from 'node:crypto';
import type { PodSpec } from '@appfactory/kube/core';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import { DAEMON_PORT } from '@appfactory/resources/sandbox';
import { TOKEN_KEY } from './names.ts';

const WORKDIR = '/workspace';

/** The pod of a sandbox, warm or not: one container of the template's image, under Pod Security `restricted`. */
export function sandboxPodSpec(template: AppTemplate, secretName: string): PodSpec {
  const { image, start, standby, healthPath, resources } = template.spec;
  return {
    // A restarted container would have lost its workspace without anybody noticing: the pod ends, and a new one is made.
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 5,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'sandbox',
        image,
        command: ['/opt/node/bin/node', '/opt/sandbox/daemon.mjs'],
        workingDir: WORKDIR,
        ports: [{ name: 'daemon', containerPort: DAEMON_PORT }],
        env: [
          { name: 'SANDBOX_PORT', value: String(DAEMON_PORT) },
          { name: 'SANDBOX_TOKEN', valueFrom: { secretKeyRef: { name: secretName, key: TOKEN_KEY } } },
          { name: 'SANDBOX_WORKDIR', value: WORKDIR },
          { name: 'START_COMMAND', value: start.command },
          ...(standby ? [{ name: 'STANDBY_COMMAND', value: standby.command }] : []),
          { name: 'START_PORT', value: String(start.port) },
          { name: 'START_HEALTH_PATH', value: healthPath },
          { name: 'START_WARM_PATHS', value: start.warmPaths.join(' ') },
        ],
        readinessProbe: {
          httpGet: { path: '/health', port: DAEMON_PORT },
          periodSeconds: 2,
          timeoutSeconds: 3,
          // A production build keeps every processor busy: a slow answer is no reason to take the sandbox away.
          failureThreshold: 5,
        },
        resources: {
          requests: { cpu: resources.cpu, memory: resources.memory },
          limits: { memory: resources.memoryLimit },
        },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        terminationMessagePolicy: 'FallbackToLogsOnError',
      },
    ],
  };
}

/** Names what a template's pods are made from: two pods of one hash are alike but for their token. */
export function specHash(template: AppTemplate): string {
  return hash(sandboxPodSpec(template, ''));
}

/** Hash of an environment; undefined for the empty one, which needs no setting. */
export function environmentHash(env: Record<string, string>): string | undefined {
  const entries = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : hash(entries);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
