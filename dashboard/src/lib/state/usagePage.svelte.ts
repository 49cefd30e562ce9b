import { ask } from '#lib/api/client.ts';
import { type AskError, resultOf, toAskError } from '#lib/api/errors.ts';
import { ChangeTenantMutation } from '#lib/api/queries/tenants.ts';
import { type BilledTenant, type Payer, PayersQuery, UsageQuery } from '#lib/api/queries/usage.ts';
import { lastMonths } from '#lib/billing/amounts.ts';
import { whileSeen } from './whileSeen.ts';

/** Milliseconds between looks, while somebody looks at the page: usage is told as it goes on. */
const EVERY = 15_000;
const MONTHS = 12;

/** What the tenants of an owner use, and what that costs. */
export class UsagePage {
  /** Those whose usage there is to see: agencies before their clients. */
  payers = $state.raw<Payer[]>();
  /** What people call each tenant that they see. */
  names = $state.raw<ReadonlyMap<string, string>>(new Map());
  readonly months = lastMonths(Date.now(), MONTHS);
  month = $state(this.months[0] ?? '');
  /** Name of the tenant that is looked at. */
  tenant = $state<string>();
  shown = $state.raw<{ month: string; tenant: BilledTenant }>();
  problem = $state.raw<AskError>();

  /** What is shown is of what is chosen. */
  get isCurrent(): boolean {
    return this.shown?.month === this.month && this.shown.tenant.name === this.tenant;
  }

  /** To be called in an effect, which then runs again when another tenant or month is chosen. Gives what ends it. */
  watch(): () => void {
    const { tenant, month } = this;
    return whileSeen(() => (tenant === undefined ? this.#find() : this.#look(tenant, month)), EVERY);
  }

  /** @param limit a decimal number, or null for none @throws AskError with the field that is wrong */
  async setLimit(limit: string | null): Promise<void> {
    const { tenant, month } = this;
    if (tenant === undefined) return;
    resultOf((await ask(ChangeTenantMutation, { input: { name: tenant, spendingLimit: limit } })).changeTenant);
    await this.#look(tenant, month);
  }

  async #find(): Promise<void> {
    try {
      const { tenants } = await ask(PayersQuery, {});
      this.names = new Map(tenants.map(({ name, displayName }) => [name, displayName]));
      // Whoever runs the platform is a member of none.
      const mine = tenants.filter(({ role }) => role === 'owner' || role === null);
      const heads = mine.filter(({ agency }) => !mine.some(({ name }) => name === agency));
      this.payers = heads.flatMap((head) => [head, ...mine.filter(({ agency }) => agency === head.name)]);
      this.tenant ??= this.payers[0]?.name;
      this.problem = undefined;
    } catch (error) {
      this.problem = toAskError(error);
    }
  }

  async #look(tenant: string, month: string): Promise<void> {
    try {
      if (!this.payers) await this.#find();
      const answer = await ask(UsageQuery, { tenant, month });
      // Somebody has chosen another meanwhile.
      if (tenant !== this.tenant || month !== this.month) return;
      if (answer.tenant) this.shown = { month, tenant: answer.tenant };
      this.problem = undefined;
    } catch (error) {
      this.problem = toAskError(error);
    }
  }
}
