import type { KubeClient } from '@appfactory/kube/client';
import type { Recorder } from '@appfactory/kube/events';
import type { Log } from '@appfactory/kube/log';
import type { Images } from '../images.ts';
import type { NetworkContext } from '../network/podNetwork.ts';
import type { Isolation } from '../runtime/isolation.ts';
import type { HostSystem } from '../runtime/system.ts';
import type { Tools } from '../runtime/tools.ts';
import type { PodFacts } from './downward.ts';

/** The node's only address. */
export const HOST_IP = '127.0.0.1';

/** What all pods of this node share. */
export interface NodeContext {
  client: KubeClient;
  recorder: Recorder;
  log: Log;
  isolation: Isolation;
  tools: Tools;
  systemDir: string;
  system: HostSystem;
  images: Images;
  network: NetworkContext;
  podsDir: string;
  persistentDir: string;
  facts: Omit<PodFacts, 'podIP'>;
  apiServer: URL;
  lockedFlags: (path: string) => string;
}
