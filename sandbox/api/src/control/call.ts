import type { IncomingMessage } from 'node:http';
import type { KubeClient } from '@appfactory/kube/client';
import type { Log } from '@appfactory/kube/log';
import type { Caller, KubernetesAccess } from '../access/kubernetesAccess.ts';
import type { Sandboxes } from '../sandboxes.ts';

/** What the calls of the control API work with. */
export interface Services {
  client: KubeClient;
  access: KubernetesAccess;
  sandboxes: Sandboxes;
  log: Log;
  /** What the SDK puts after `<port>-<sandboxID>.` to make a preview's host, with the port where one is needed. */
  previewDomain: () => string;
}

/** One authenticated call. */
export interface Call {
  services: Services;
  caller: Caller;
  request: IncomingMessage;
  query: URLSearchParams;
  /** The id in the path; empty where the path has none. */
  sandboxID: string;
  /** Aborted when the client has gone. */
  gone: AbortSignal;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Handle = (call: Call) => Promise<Answer>;
