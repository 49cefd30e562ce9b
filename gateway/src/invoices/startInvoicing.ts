import type { ConnectOptions } from '@appfactory/events/connection';
import type { Log } from '@appfactory/kube/log';
import type { DataSource } from 'typeorm';
import type { AuditLog } from '../audit/auditLog.ts';
import type { GatewayConfig } from '../config.ts';
import type { Caches } from '../kube/caches.ts';
import { LateConnection } from '../nats/lateConnection.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { InvoiceStore } from './invoiceStore.ts';
import { Invoices } from './invoices.ts';
import { Issuing } from './issuing.ts';
import { SettledLedger } from './ledger.ts';
import { readParty } from './party.ts';
import { Payers } from './payers.ts';
import { StripeApi } from './stripe/stripeApi.ts';
import { StripeCollecting } from './stripe/stripeCollecting.ts';
import { stripeWebhook } from './stripe/webhook.ts';

export interface InvoicingParts {
  config: Pick<GatewayConfig, 'invoiceFromFile' | 'stripe'>;
  log: Log;
  caches: Pick<Caches, 'tenants' | 'plans'>;
  audit: AuditLog;
  tenants: Tenants;
  accountsData: DataSource;
  historyData: DataSource;
  nats: ConnectOptions;
  /** Whether everything of the ledgers up to a sequence is stored, once it is, or after a time (ms). */
  ledgerReached(sequence: number, within: number): Promise<boolean>;
  now: () => Date;
}

export interface Invoicing {
  all: Invoices;
  /** Undefined where Stripe collects nothing, or tells nothing. */
  webhook: ReturnType<typeof stripeWebhook> | undefined;
  stop(): Promise<void>;
}

/** Makes invoices from now on, each month's once it is over. @throws Error when a file of the settings is missing, or wrong */
export async function startInvoicing(parts: InvoicingParts): Promise<Invoicing> {
  const { config, log, caches, audit, tenants, accountsData, historyData } = parts;
  const platform = await readParty(config.invoiceFromFile);
  const store = new InvoiceStore(accountsData);
  const api = config.stripe && (await StripeApi.open(config.stripe, log));
  const stripe = api && new StripeCollecting(api, store, audit, log);
  const payers = new Payers(accountsData, caches.tenants, log);
  payers.follow();
  const nats = new LateConnection({ ...parts.nats, name: 'gateway-invoices' });
  const issuing = new Issuing({
    store,
    payers,
    ledger: new SettledLedger(nats, historyData, parts.ledgerReached),
    plan: (name) => caches.plans.get(name)?.spec,
    synced: Promise.all([caches.tenants.synced, caches.plans.synced]),
    platform,
    now: parts.now,
    log,
    collect: async () => stripe?.collect(),
  });
  const stopping = new AbortController();
  const running = issuing.run(stopping.signal);
  return {
    all: new Invoices(store, tenants, caches.tenants, stripe),
    webhook: stripe && api.isTold ? stripeWebhook(stripe, log) : undefined,
    async stop() {
      stopping.abort();
      await running;
      await nats.close();
    },
  };
}
