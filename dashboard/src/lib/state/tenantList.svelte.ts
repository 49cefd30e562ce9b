import { ask } from '#lib/api/client.ts';
import { type AskError, toAskError } from '#lib/api/errors.ts';
import { type TenantListRow, TenantsQuery } from '#lib/api/queries/tenants.ts';
import { whileSeen } from './whileSeen.ts';

/** Milliseconds between looks, while somebody looks at the list. */
const EVERY = 4_000;

/** The tenants that somebody belongs to. */
export class TenantList {
  rows = $state.raw<TenantListRow[]>();
  problem = $state.raw<AskError>();

  async look(): Promise<void> {
    try {
      this.rows = (await ask(TenantsQuery, {})).tenants;
      this.problem = undefined;
    } catch (error) {
      this.problem = toAskError(error);
    }
  }

  /** To be called in an effect: looks now, and again while the page is seen. Gives what ends it. */
  watch(): () => void {
    return whileSeen(() => this.look(), EVERY);
  }
}
