import type { Usage } from '@appfactory/billing/meters';

/** Builds that begin at this moment: room in a spending limit is given to one only, before the ledger has it. */
export class Starts {
  readonly #tenants = new Map<string, string>();

  /** @param id of the entry that is about to be told */
  reserve(id: string, tenant: string): void {
    this.#tenants.set(id, tenant);
  }

  /** The entry has come over the stream, or was not told. */
  settle(id: string): void {
    this.#tenants.delete(id);
  }

  /** What is about to be told of a tenant; but for one entry, which asks for itself. */
  of(tenant: string, except: string): Usage {
    const ids = [...this.#tenants].filter(([id, of]) => of === tenant && id !== except);
    return { builds: ids.length };
  }
}
