import { ask } from '#lib/api/client.ts';
import { type AskError, resultOf, toAskError } from '#lib/api/errors.ts';
import { type Invoice, InvoicesQuery, MarkPaidMutation } from '#lib/api/queries/invoices.ts';
import { whileSeen } from './whileSeen.ts';

/** Milliseconds between looks, while somebody looks at the list: some are paid elsewhere. */
const EVERY = 15_000;
const PAGE = 24;

/** Invoices that somebody sees, the last first. */
export class InvoiceList {
  rows = $state.raw<Invoice[]>();
  totalCount = $state(0);
  problem = $state.raw<AskError>();
  /** Of the last row. */
  #cursor: string | null = null;

  get hasMore(): boolean {
    return this.totalCount > (this.rows?.length ?? 0);
  }

  /** To be called in an effect. Gives what ends it. */
  watch(): () => void {
    return whileSeen(() => this.look(), EVERY);
  }

  /** Looks at the last ones again; those before them stay as they are. */
  async look(): Promise<void> {
    await this.#page(null);
  }

  /** Adds those before the ones that are here. */
  async more(): Promise<void> {
    await this.#page(this.#cursor);
  }

  async #page(after: string | null): Promise<void> {
    try {
      const { invoices } = await ask(InvoicesQuery, { first: PAGE, after: after === null ? null : Number(after) });
      const page = invoices.edges.map(({ node }) => node);
      const isIn = new Set(page.map(({ number }) => number));
      const others = (this.rows ?? []).filter(({ number }) => !isIn.has(number));
      if (after !== null || others.length === 0) this.#cursor = invoices.pageInfo.endCursor;
      this.rows = after === null ? [...page, ...others] : [...others, ...page];
      this.totalCount = invoices.totalCount;
      this.problem = undefined;
    } catch (error) {
      this.problem = toAskError(error);
    }
  }

  /** @throws AskError */
  async markPaid(number: string): Promise<void> {
    const paid = resultOf((await ask(MarkPaidMutation, { number })).markInvoicePaid);
    this.rows = this.rows?.map((row) => (row.number === paid.number ? paid : row));
  }
}
