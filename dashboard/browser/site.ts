import { serveDashboard } from '@appfactory/gateway/http/dashboard';
import { type MockGateway, startMockGateway } from '../mock/gateway.ts';

/** The built dashboard, served by the gateway's own code, in front of the stand-in gateway. */
export async function startSite(dir: string): Promise<MockGateway> {
  return startMockGateway({ files: await serveDashboard(dir) });
}
