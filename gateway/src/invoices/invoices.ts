import type { Tenant } from '@appfactory/resources/tenant';
import { nameOf } from '../accounts/person.ts';
import { Failed } from '../graphql/failure.ts';
import type { Caches } from '../kube/caches.ts';
import { type Asker, isInstallationOwner, may, mayEverywhere } from '../tenants/access.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { type Invoice, numberOf } from './invoice.ts';
import type { InvoiceFilter, InvoiceStore } from './invoiceStore.ts';
import type { InvoiceScope } from './scope.ts';
import type { StripeCollecting } from './stripe/stripeCollecting.ts';

/** Invoices as people see them, and what they do with them. Who owns which tenant is the API server's word. */
export class Invoices {
  readonly #store: InvoiceStore;
  readonly #tenants: Tenants;
  readonly #cache: Caches['tenants'];
  readonly #stripe: StripeCollecting | undefined;

  constructor(store: InvoiceStore, tenants: Tenants, cache: Caches['tenants'], stripe: StripeCollecting | undefined) {
    this.#store = store;
    this.#tenants = tenants;
    this.#cache = cache;
    this.#stripe = stripe;
  }

  async list(asker: Asker, filter: InvoiceFilter): Promise<{ invoices: Invoice[]; totalCount: number }> {
    const scope = await this.#scopeOf(asker);
    const [invoices, totalCount] = await Promise.all([
      this.#store.list(scope, filter),
      this.#store.count(scope, filter.tenant),
    ]);
    return { invoices, totalCount };
  }

  /** Undefined when there is none that the person may see. @param number for example AF-000012 */
  async find(asker: Asker, number: string): Promise<Invoice | undefined> {
    const parsed = numberOf(number);
    return parsed === undefined ? undefined : this.#store.find(await this.#scopeOf(asker), parsed);
  }

  /** Those to whom it is owed: the owners of its agency, or whoever runs the platform. */
  async mayMarkPaid(asker: Asker, { agencyUid }: Invoice): Promise<boolean> {
    if (isInstallationOwner(asker)) return true;
    if (agencyUid === null) return this.#runsPlatform(asker);
    const agency = this.#cache.list().find(({ metadata }) => metadata.uid === agencyUid);
    return agency !== undefined && may(asker, agency.metadata.name, { verb: 'update', resource: 'clients' });
  }

  /** Notes that it was paid in another way than by Stripe; Stripe asks for it no more. @throws Failed */
  async markPaid(asker: Asker, number: string): Promise<Invoice> {
    const invoice = await this.find(asker, number);
    if (!invoice) throw noInvoice(number);
    if (!(await this.mayMarkPaid(asker, invoice))) {
      const who = invoice.agencyUid === null ? 'whoever runs this platform' : 'the owners of its agency';
      throw new Failed('FORBIDDEN', `${number} is marked as paid by ${who}, to whom it is owed.`, 'number');
    }
    if (invoice.payment) throw new Failed('INVALID', `${number} is paid already.`, 'number');
    await this.#stripe?.paidElsewhere(invoice);
    // Stripe may be quicker to tell of it: then that is how it was paid.
    await this.#store.pay(invoice.number, nameOf(asker.person), 'byHand');
    return (await this.find(asker, number)) ?? invoice;
  }

  async #scopeOf(asker: Asker): Promise<InvoiceScope> {
    if (isInstallationOwner(asker)) return 'platform';
    const all = await this.#tenants.list(asker);
    const owned = await Promise.all(all.map((tenant) => this.#owns(asker, tenant)));
    return {
      uids: new Set(all.flatMap(({ metadata }, index) => (owned[index] && metadata.uid ? [metadata.uid] : []))),
    };
  }

  #owns(asker: Asker, { metadata }: Tenant): Promise<boolean> {
    return may(asker, metadata.name, { verb: 'update', resource: 'tenants' });
  }

  /** The holder of a token that may change every Tenant. */
  #runsPlatform(asker: Asker): Promise<boolean> {
    return asker.person.kind === 'kubernetes'
      ? mayEverywhere(asker, 'default', { verb: 'update', resource: 'tenants' })
      : Promise.resolve(false);
  }
}

/** The same for one that is not there and for one that is somebody else's. */
export function noInvoice(number: string): Failed {
  return new Failed('NOT_FOUND', `There is no invoice "${number}".`, 'number');
}
