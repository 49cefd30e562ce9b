import type { Log } from '@appfactory/kube/log';
import type { Tenant } from '@appfactory/resources/tenant';
import type { DataSource, EntityManager } from 'typeorm';
import type { Caches } from '../kube/caches.ts';
import { whiteLabelOf } from '../tenants/tenant.ts';
import { asInvoicing } from './scope.ts';

/** A Tenant as invoices need it; kept when it is deleted, since what it used is owed all the same. */
export interface Payer {
  uid: string;
  tenant: string;
  displayName: string;
  /** Name of its BillingPlan. */
  plan: string;
  agencyUid: string | null;
  /** What its papers look like, for those whom it charges. */
  brand: string | null;
  accent: string | null;
  since: Date;
  /** When it was first seen here: what was before is on no invoice. */
  seenAt: Date;
  goneAt: Date | null;
}

const COLUMNS = `uid, tenant, display_name as "displayName", plan, agency_uid as "agencyUid", brand, accent, since,
  seen_at as "seenAt", gone_at as "goneAt"`;

/** Who may have to pay: every Tenant that there is, and those that were. */
export class Payers {
  readonly #database: DataSource;
  readonly #tenants: Caches['tenants'];
  readonly #log: Log;
  /** Writes in the order of what they tell. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: DataSource, tenants: Caches['tenants'], log: Log) {
    this.#database = database;
    this.#tenants = tenants;
    this.#log = log;
  }

  /** Keeps what happens to tenants from now on; those that there are already are kept by catchUp. */
  follow(): void {
    const keep = (tenant: Tenant) => {
      if (this.#tenants.isSynced) this.#inOrder((transaction) => this.#keep(transaction, tenant));
    };
    this.#tenants.addHandler({
      added: keep,
      updated: (tenant, old) => {
        if (tenant.metadata.generation !== old.metadata.generation) keep(tenant);
      },
      deleted: ({ metadata }) => this.#inOrder((transaction) => gone(transaction, [metadata.uid ?? ''])),
    });
  }

  /** Keeps all tenants that there are, and that the others are gone: what was missed while this gateway was away. */
  async catchUp(): Promise<void> {
    await this.#last;
    const there = this.#tenants.list();
    await asInvoicing(this.#database, async (transaction) => {
      for (const tenant of there) await this.#keep(transaction, tenant);
      const left: { uid: string }[] = await transaction.query(
        'select uid from payer where gone_at is null and uid <> all ($1::uuid[])',
        [there.map(({ metadata }) => metadata.uid)],
      );
      await gone(
        transaction,
        left.map(({ uid }) => uid),
      );
    });
  }

  /** Those who were there at some time of it. */
  between(from: Date, until: Date): Promise<Payer[]> {
    return asInvoicing(this.#database, (transaction) =>
      transaction.query(
        `select ${COLUMNS} from payer where since < $2 and seen_at < $2 and (gone_at is null or gone_at > $1) order by tenant, since`,
        [from, until],
      ),
    );
  }

  /** When the first of all was seen; undefined when there is none. */
  async first(): Promise<Date | undefined> {
    const rows: { at: Date | null }[] = await asInvoicing(this.#database, (transaction) =>
      transaction.query('select min(seen_at) as at from payer'),
    );
    return rows[0]?.at ?? undefined;
  }

  #keep(transaction: EntityManager, { metadata, spec }: Tenant): Promise<unknown> {
    const agency = spec.agency === undefined ? undefined : this.#tenants.get(spec.agency);
    const { name: brand, colours } = whiteLabelOf({ metadata, spec })?.whiteLabel ?? {};
    return transaction.query(
      `insert into payer (uid, tenant, display_name, plan, agency_uid, brand, accent, since)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (uid) do update set display_name = excluded.display_name, plan = excluded.plan,
         agency_uid = coalesce(excluded.agency_uid, payer.agency_uid), brand = excluded.brand, accent = excluded.accent,
         gone_at = null`,
      [
        metadata.uid,
        metadata.name,
        spec.displayName,
        spec.plan,
        agency?.metadata.uid ?? null,
        brand ?? null,
        colours?.accent ?? null,
        metadata.creationTimestamp,
      ],
    );
  }

  #inOrder(work: (transaction: EntityManager) => Promise<unknown>): void {
    this.#last = this.#last
      .then(() => asInvoicing(this.#database, work))
      .catch((error: unknown) => {
        // The next catchUp keeps it.
        this.#log.warn({ err: error }, 'a tenant could not be kept for invoices yet');
      });
  }
}

function gone(transaction: EntityManager, uids: string[]): Promise<unknown> {
  return transaction.query('update payer set gone_at = now() where uid = any ($1::uuid[]) and gone_at is null', [uids]);
}
