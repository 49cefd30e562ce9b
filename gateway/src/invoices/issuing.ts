import { setTimeout as sleep } from 'node:timers/promises';
import { boundsOf, monthOf } from '@appfactory/billing/ledger';
import type { Log } from '@appfactory/kube/log';
import type { BillingPlanSpec } from '@appfactory/resources/billingPlan';
import { DAYS_UNTIL_DUE, type InvoiceSection, type Party } from './invoice.ts';
import type { InvoiceStore, NewInvoice } from './invoiceStore.ts';
import type { Ledger } from './ledger.ts';
import type { Payer, Payers } from './payers.ts';
import { isNothing, sectionOf, totalOf } from './section.ts';

export interface IssuingOptions {
  store: InvoiceStore;
  payers: Payers;
  ledger: Ledger;
  /** Undefined when there is no plan of this name. */
  plan(name: string): BillingPlanSpec | undefined;
  /** Resolves when tenants and plans are known. */
  synced: Promise<unknown>;
  /** On the papers of whoever runs the platform. */
  platform: Party;
  now: () => Date;
  log: Log;
  /** Called when some may have been issued. */
  collect(): Promise<void>;
}

const DAY = 86_400_000;
/** After the end of a month, until what began in it has been told: then its invoices are made. */
const SETTLED_AFTER = DAY;
/** A clock may be set, and Stripe away. */
const LONGEST_WAIT = DAY / 4;
const AGAIN_AFTER = 60_000;
const ACCENT = '#4f46e5';

/**
 * Makes the invoices of each month once it is over: one for each tenant that owes something, and an agency's has its clients' charges, too,
 * each as a section. Any number of gateways may do so at the same time.
 */
export class Issuing {
  readonly #options: IssuingOptions;

  constructor(options: IssuingOptions) {
    this.#options = options;
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { log, synced, now } = this.#options;
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([synced, stopped]);
    while (!signal.aborted) {
      let wait = Math.min(nextAfter(now()), LONGEST_WAIT);
      try {
        await this.issue(now());
      } catch (error) {
        log.warn({ err: error }, 'invoices could not be made; it is tried again');
        wait = AGAIN_AFTER;
      }
      await sleep(wait, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Issues what is due by now, and has it collected. */
  async issue(now: Date): Promise<void> {
    const { payers, collect } = this.#options;
    await payers.catchUp();
    const first = await payers.first();
    if (!first) return;
    for (let month = monthOf(first); isSettled(month, now); month = following(month))
      await this.#issueMonth(month, now);
    await collect();
  }

  async #issueMonth(month: string, now: Date): Promise<void> {
    const { payers, store, ledger, log } = this.#options;
    const { from, until } = boundsOf(month);
    const all = await payers.between(from, until);
    const uidsOf = (some: readonly Payer[]) => some.map(({ uid }) => uid);
    const open = await store.notInvoiced(month, uidsOf(all));
    if (open.size === 0) return;
    const end = await ledger.end();
    for (const { head, members: whole } of familiesOf(all)) {
      // A client that came from another agency since then was dealt with there.
      const members = whole.filter(({ uid }) => open.has(uid));
      if (members.length === 0) continue;
      const plans = members.map(({ plan }) => this.#options.plan(plan));
      const missing = members[plans.indexOf(undefined)];
      if (missing) {
        const why = `there is no BillingPlan "${missing.plan}": "${head.tenant}" has no invoice yet; make the plan`;
        log.error({ month, tenant: missing.tenant, plan: missing.plan }, why);
        continue;
      }
      const sections: Section[] = [];
      for (const [index, payer] of members.entries()) {
        const plan = plans[index];
        if (plan) sections.push(sectionOf(payer, plan, await ledger.used(payer.tenant, lifeIn(payer, month), end)));
      }
      const invoices = this.#invoicesOf({ head, members, sections, month, now });
      for (const { number, tenant, total, currency } of await store.issue(month, uidsOf(members), invoices)) {
        log.info({ number, tenant, month, total, currency }, 'an invoice is issued');
      }
    }
  }

  /** Clients' first, then that of the family's head with all of them. */
  #invoicesOf({ head, members, sections, month, now }: FamilyCharges): NewInvoice[] {
    const paper = { month, now };
    const agency: Party = { name: head.brand ?? head.displayName, details: [] };
    const clients = members.flatMap((payer, index) => {
      const section = sections[index];
      if (payer === head || !section) return [];
      return toInvoices(payer, [section], {
        ...paper,
        from: agency,
        accent: head.accent ?? ACCENT,
        agencyUid: head.uid,
      });
    });
    if (!members.includes(head)) return clients;
    const { platform } = this.#options;
    return [...clients, ...toInvoices(head, sections, { ...paper, from: platform, accent: ACCENT, agencyUid: null })];
  }
}

type Section = InvoiceSection & { currency: string };

interface FamilyCharges {
  head: Payer;
  members: Payer[];
  /** Of each member. */
  sections: Section[];
  month: string;
  now: Date;
}

/** When a tenant was there in a month: whoever had its name before or after has used theirs. */
function lifeIn({ since, goneAt }: Payer, month: string): { from: Date; until: Date } {
  const { from, until } = boundsOf(month);
  return {
    from: new Date(Math.max(since.getTime(), from.getTime())),
    until: new Date(Math.min(goneAt?.getTime() ?? Number.POSITIVE_INFINITY, until.getTime())),
  };
}

interface Paper {
  from: Party;
  accent: string;
  agencyUid: string | null;
  month: string;
  now: Date;
}

/** One for each currency; none where nothing is owed. */
function toInvoices(
  payer: Payer,
  sections: readonly Section[],
  { from, accent, agencyUid, month, now }: Paper,
): NewInvoice[] {
  const currencies = [...new Set(sections.map(({ currency }) => currency))];
  return currencies.flatMap((currency) => {
    const mine = sections
      .filter((section) => section.currency === currency && section.lines.length > 0)
      .map(({ currency: _, ...section }) => section);
    const total = totalOf(mine, currency);
    if (isNothing(total)) return [];
    return {
      tenant: payer.tenant,
      tenantUid: payer.uid,
      agencyUid,
      month,
      issuedAt: now,
      dueAt: new Date(now.getTime() + DAYS_UNTIL_DUE * DAY),
      currency,
      total,
      document: { from, to: { name: payer.displayName, details: [payer.tenant] }, accent, sections: mine },
    };
  });
}

/** Agencies with their clients, and tenants alone; of each the head first. */
function familiesOf(payers: readonly Payer[]): { head: Payer; members: Payer[] }[] {
  const isThere = new Set(payers.map(({ uid }) => uid));
  const heads = payers.filter(({ agencyUid }) => agencyUid === null || !isThere.has(agencyUid));
  return heads.map((head) => ({ head, members: [head, ...payers.filter(({ agencyUid }) => agencyUid === head.uid)] }));
}

function isSettled(month: string, now: Date): boolean {
  return boundsOf(month).until.getTime() + SETTLED_AFTER <= now.getTime();
}

function following(month: string): string {
  return monthOf(boundsOf(month).until);
}

/** Milliseconds until the invoices of another month are due. */
function nextAfter(now: Date): number {
  let month = monthOf(now);
  const before = monthOf(new Date(boundsOf(month).from.getTime() - DAY));
  if (!isSettled(before, now)) month = before;
  return boundsOf(month).until.getTime() + SETTLED_AFTER - now.getTime();
}
