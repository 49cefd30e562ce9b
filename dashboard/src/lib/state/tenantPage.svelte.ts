import { ask } from '#lib/api/client.ts';
import { type AskError, resultOf, toAskError } from '#lib/api/errors.ts';
import {
  ChangeRoleMutation,
  ChangeTenantMutation,
  DeleteTenantMutation,
  type Invitation,
  InviteMutation,
  type MemberRole,
  RemoveMemberMutation,
  type Tenant,
  type TenantChange,
  TenantQuery,
} from '#lib/api/queries/tenants.ts';
import { session } from './session.svelte.ts';
import { whileSeen } from './whileSeen.ts';

/** Milliseconds between looks, while somebody looks at the page: what the platform does with a tenant takes its time. */
const EVERY = 4_000;

export interface Invitee {
  name: string;
  displayName: string;
  email?: string;
  role: MemberRole;
}

/** One tenant, and what its owners do with it. Every deed throws AskError when it is not done. */
export class TenantPage {
  readonly name: string;
  tenant = $state.raw<Tenant>();
  /** It is not there, or not for this person. */
  isMissing = $state(false);
  problem = $state.raw<AskError>();
  #changes = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** To be called in an effect. Gives what ends it. */
  watch(): () => void {
    return whileSeen(() => this.look(), EVERY);
  }

  async look(): Promise<void> {
    const changes = this.#changes;
    try {
      const { tenant } = await ask(TenantQuery, { name: this.name });
      // What was asked before a change was made says how it was before.
      if (changes !== this.#changes) return;
      this.tenant = tenant ?? undefined;
      this.isMissing = tenant === null;
      this.problem = undefined;
    } catch (error) {
      this.problem = toAskError(error);
    }
  }

  async change(change: TenantChange): Promise<void> {
    this.tenant = resultOf((await ask(ChangeTenantMutation, { input: { name: this.name, ...change } })).changeTenant);
    this.#changes += 1;
    // It may be what the shell shows.
    if (change.whiteLabel !== undefined) await session.refresh();
  }

  async invite(invitee: Invitee): Promise<Invitation> {
    const input = { tenant: this.name, ...invitee };
    const invitation = resultOf((await ask(InviteMutation, { input })).inviteMember);
    await this.look();
    return invitation;
  }

  async changeRole(name: string, role: MemberRole): Promise<void> {
    resultOf((await ask(ChangeRoleMutation, { member: { tenant: this.name, name }, role })).changeMemberRole);
    await this.look();
  }

  async removeMember(name: string): Promise<void> {
    resultOf((await ask(RemoveMemberMutation, { member: { tenant: this.name, name } })).removeMember);
    await this.look();
  }

  async delete(confirm: string): Promise<void> {
    resultOf((await ask(DeleteTenantMutation, { input: { name: this.name, confirm } })).deleteTenant);
  }
}
