import type { CloudSandbox } from './observed.ts';

/** What the operator needs of E2B's cloud. Everything can be done again without harm but create. */
export interface Cloud {
  /** The sandboxes that run for the Sandbox of this uid. */
  listOf(uid: string): Promise<CloudSandbox[]>;
  /** All that this cluster's operators have made, with the uid of their Sandbox. */
  listAll(): Promise<(CloudSandbox & { uid: string; startedAt: Date })[]>;
  /** With the uid of its Sandbox; without, when it is not of this cluster. */
  find(id: string): Promise<(CloudSandbox & { uid: string | undefined }) | undefined>;
  create(request: CloudRequest): Promise<{ id: string; token: string }>;
  /** The token of one that runs already. */
  tokenOf(id: string): Promise<string>;
  setTimeout(id: string, seconds: number): Promise<void>;
  /** False when it was gone already. */
  kill(id: string): Promise<boolean>;
}

export interface CloudRequest {
  /** Uid of the Sandbox: by it the cloud's sandbox is found again. */
  uid: string;
  template: string;
  timeoutSeconds: number;
  metadata: Record<string, string>;
  env: Record<string, string>;
}
