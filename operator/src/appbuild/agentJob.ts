import type { EnvVar, Job, PodTemplate } from '@appfactory/kube/core';
import { controllerReference } from '@appfactory/kube/ownership';
import type { AppBuild } from '@appfactory/resources/appBuild';
import {
  ANNOTATION_GENERATION,
  agentJobName,
  agentName,
  childMeta,
  credentialsName,
  LABEL_ROLE,
  ownerSecretName,
  planName,
  ROLE_AGENT,
} from './names.ts';
import type { GoBack } from './observed.ts';

export interface AgentSettings {
  platformImage: string;
  natsUrl: string;
  sandboxApiUrl: string;
  sandboxRouterUrl: string;
  /** With {sandboxID} in the place of the id. */
  previewUrl: string;
  /** What the agent does to the history before it writes; `stays`: it writes nothing then. */
  back?: GoBack & { stays: boolean };
  /** Where to send traces, and what the agent's are a part of. */
  tracing?: { endpoint: string; traceparent: string };
}

/** Exit code of an agent that must not be started again. */
export const EXIT_TERMINAL = 64;
const BACKOFF_LIMIT = 5;
const BROWSER_PORT = 9323;
const NODE = '/opt/node/bin/node';

const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

/**
 * One agent for one generation of the plan. It may be started again after a crash, never beside itself: a replacement
 * waits until the pod before has ended.
 */
export function agentJob(build: AppBuild, generation: number, browserPath: string, settings: AgentSettings): Job {
  const { name } = build.metadata;
  const labels = { [LABEL_ROLE]: ROLE_AGENT };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...childMeta(build, agentJobName(name, generation), labels),
      annotations: { [ANNOTATION_GENERATION]: String(generation) },
      ownerReferences: [controllerReference(build)],
    },
    spec: {
      backoffLimit: BACKOFF_LIMIT,
      activeDeadlineSeconds: jobDeadline(build, 0),
      podReplacementPolicy: 'Failed',
      podFailurePolicy: {
        rules: [
          {
            action: 'FailJob',
            onExitCodes: { containerName: 'agent', operator: 'In', values: [EXIT_TERMINAL] },
          },
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        ],
      },
      template: podTemplate(build, generation, browserPath, settings),
    },
  };
}

/** The operator suspends an agent whose budget is used up; where nobody does, Kubernetes ends it this much later. */
const DEADLINE_SLACK_SECONDS = 60;

/** How long Kubernetes lets a Job run that has run so long before it was suspended. */
export function jobDeadline(build: AppBuild, usedSeconds: number): number {
  return Math.max(0, build.spec.budget.minutes * 60 - usedSeconds) + DEADLINE_SLACK_SECONDS;
}

function podTemplate(build: AppBuild, generation: number, browserPath: string, settings: AgentSettings): PodTemplate {
  const { name, namespace } = build.metadata;
  const { labels } = childMeta(build, name, { [LABEL_ROLE]: ROLE_AGENT });
  return {
    metadata: {
      labels,
      // On a development node both must reach what listens on the machine's loopback; elsewhere nothing reads this.
      annotations: { 'localnode.appfactory.dev/node-network': 'agent,browser' },
    },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: agentName(name),
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 30,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      initContainers: [
        {
          // What it opens is untrusted, so it has no credential and no token, and runs apart from the agent.
          name: 'browser',
          image: settings.platformImage,
          imagePullPolicy: 'IfNotPresent',
          restartPolicy: 'Always',
          command: [NODE, '/opt/appfactory/browser.mjs'],
          env: [...podAddress, text('BROWSER_PORT', String(BROWSER_PORT)), text('BROWSER_PATH', browserPath)],
          resources: { requests: { cpu: '50m', memory: '384Mi' }, limits: { memory: '3Gi' } },
          securityContext: restricted,
        },
      ],
      containers: [
        {
          name: 'agent',
          image: settings.platformImage,
          imagePullPolicy: 'IfNotPresent',
          command: [NODE, '/opt/appfactory/agent.mjs'],
          env: [
            ...podAddress,
            text('APPBUILD_NAME', name),
            text('APPBUILD_NAMESPACE', namespace ?? ''),
            text('APPBUILD_GENERATION', String(generation)),
            text('APPBUILD_UID', build.metadata.uid ?? ''),
            { name: 'POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
            text('PLAN_FILE', '/plan/plan.json'),
            text('NATS_URL', settings.natsUrl),
            text('NATS_CREDS_FILE', '/secrets/nats/creds'),
            // Read when the container starts: an attempt after a lost sandbox gets the new one's id, and waits for it.
            {
              name: 'SANDBOX_ID',
              valueFrom: { configMapKeyRef: { name: planName(name), key: 'sandboxID' } },
            },
            text('SANDBOX_API_URL', settings.sandboxApiUrl),
            text('SANDBOX_ROUTER_URL', settings.sandboxRouterUrl),
            text('SANDBOX_TOKEN_FILE', '/secrets/sandbox/token'),
            text('BROWSER_WS', `ws://$(POD_IP):${BROWSER_PORT}/${browserPath}`),
            secret('OWNER_EMAIL', ownerSecretName(name), 'email'),
            secret('OWNER_PASSWORD', ownerSecretName(name), 'password'),
            text('PREVIEW_URL', settings.previewUrl.replace('{sandboxID}', '$(SANDBOX_ID)')),
            ...(settings.back ? [text('GO_BACK', JSON.stringify(settings.back))] : []),
            ...tracingOf(settings),
          ],
          resources: { requests: { cpu: '50m', memory: '192Mi' }, limits: { memory: '1Gi' } },
          securityContext: restricted,
          volumeMounts: [
            { name: 'plan', mountPath: '/plan', readOnly: true },
            { name: 'nats', mountPath: '/secrets/nats', readOnly: true },
            { name: 'sandbox-token', mountPath: '/secrets/sandbox', readOnly: true },
          ],
        },
      ],
      volumes: [
        {
          name: 'plan',
          configMap: { name: planName(name), items: ['plan.json', 'spec.json'].map((key) => ({ key, path: key })) },
        },
        { name: 'nats', secret: { secretName: credentialsName(name), items: [{ key: 'creds', path: 'creds' }] } },
        {
          name: 'sandbox-token',
          projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }] },
        },
      ],
    },
  };
}

const podAddress: EnvVar[] = [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }];

function tracingOf({ tracing }: AgentSettings): EnvVar[] {
  if (!tracing) return [];
  return [text('OTEL_EXPORTER_OTLP_ENDPOINT', tracing.endpoint), text('TRACEPARENT', tracing.traceparent)];
}

function text(name: string, value: string): EnvVar {
  return { name, value };
}

function secret(name: string, secretName: string, key: string): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secretName, key } } };
}
