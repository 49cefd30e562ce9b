import type { Sandbox as E2bSandbox, SandboxInfo } from 'e2b';
import type { Cloud, CloudRequest } from './cloud.ts';
import type { CloudSandbox } from './observed.ts';

export interface E2bCloudOptions {
  apiKey: string;
  apiUrl?: string;
  domain?: string;
  /** Names this cluster: several may use one account. */
  cluster: string;
}

/** Metadata by which the cloud's sandboxes are found again. */
const CLUSTER = 'appfactory-cluster';
const UID = 'appfactory-uid';

/** E2B's cloud by its own SDK, which is loaded only here: operators without a key need not hold it in memory. */
export async function createE2bCloud({ cluster, ...connection }: E2bCloudOptions): Promise<Cloud> {
  const { Sandbox, NotFoundError } = await import('e2b');

  /** The SDK keeps the token to itself and to what derives from it. */
  class OpenSandbox extends Sandbox {
    static tokenOf(sandbox: E2bSandbox): string {
      const token = (sandbox as OpenSandbox).envdAccessToken;
      if (!token)
        throw new Error(`E2B gave sandbox "${sandbox.sandboxId}" no access token: use a template of envd 0.2 or newer`);
      return token;
    }
  }

  const list = async (metadata: Record<string, string>): Promise<SandboxInfo[]> => {
    const pages = Sandbox.list({ ...connection, query: { metadata, state: ['running', 'paused'] } });
    const found: SandboxInfo[] = [];
    while (pages.hasNext) found.push(...(await pages.nextItems()));
    return found;
  };

  return {
    async listOf(uid) {
      return (await list({ [CLUSTER]: cluster, [UID]: uid })).map(toCloudSandbox);
    },
    async listAll() {
      return (await list({ [CLUSTER]: cluster })).map((info) => ({
        ...toCloudSandbox(info),
        uid: info.metadata[UID] ?? '',
        startedAt: info.startedAt,
      }));
    },
    async find(id) {
      try {
        const info = await Sandbox.getInfo(id, connection);
        return { ...toCloudSandbox(info), uid: info.metadata[CLUSTER] === cluster ? info.metadata[UID] : undefined };
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
    },
    async create({ uid, template, timeoutSeconds, metadata, env }: CloudRequest) {
      const sandbox = await OpenSandbox.create(template, {
        ...connection,
        timeoutMs: timeoutSeconds * 1000,
        metadata: { ...metadata, [CLUSTER]: cluster, [UID]: uid },
        envs: env,
      });
      return { id: sandbox.sandboxId, token: OpenSandbox.tokenOf(sandbox) };
    },
    async tokenOf(id) {
      return OpenSandbox.tokenOf(await OpenSandbox.connect(id, connection));
    },
    setTimeout: (id, seconds) => Sandbox.setTimeout(id, seconds * 1000, connection),
    kill: (id) => Sandbox.kill(id, connection),
  };
}

function toCloudSandbox({ sandboxId, endAt }: SandboxInfo): CloudSandbox {
  return { id: sandboxId, endAt };
}
