import { Inject } from '@nestjs/common';
import { Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '../accounts/person.ts';
import { Arg } from '../graphql/arg.ts';
import { type Connection, LARGEST_PAGE, pageBySequence } from '../graphql/connection.ts';
import { Ctx, Kube, Me, type RequestContext } from '../graphql/context.ts';
import { Failed, type Failure, orFailure, resultType } from '../graphql/failure.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import { Sequence } from '../graphql/sequence.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Invoices } from './invoices.ts';
import { Invoice, InvoiceConnection, toInvoice } from './invoiceTypes.ts';

const InvoiceResult = resultType('InvoiceResult', () => Invoice);

@Resolver(() => Invoice)
export class InvoicesResolver {
  @Inject(Invoices) readonly all!: Invoices;

  @Query(() => InvoiceConnection, {
    description: 'Invoices of the tenants that you own, and of the clients of those, the last first.',
  })
  async invoices(
    @Ctx() context: RequestContext,
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('tenant', () => String, { nullable: true, description: 'Owed by this one. Left out: all.' })
    tenant?: string | null,
    @Arg('first', () => Int, { defaultValue: 20 }) first = 20,
    @Arg('after', () => Sequence, { nullable: true, description: 'The cursor of the last one that you have.' })
    after?: number | null,
  ): Promise<Connection<Invoice>> {
    if (first < 1 || first > LARGEST_PAGE) {
      throw new Failed('INVALID', `first is from 1 to ${LARGEST_PAGE}; this is ${first}.`, 'first');
    }
    spendRows(context, first);
    const filter = { tenant: tenant ?? undefined, before: after ?? undefined, first: first + 1 };
    const { invoices, totalCount } = await this.all.list({ person, kube }, filter);
    const items = invoices.map((invoice) => ({ invoice, sequence: invoice.number }));
    return pageBySequence(items, ({ invoice }) => toInvoice(invoice), { size: first, after: after ?? 0, totalCount });
  }

  @Query(() => Invoice, { nullable: true, description: 'One invoice; null when there is none that you may see.' })
  async invoice(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('number', () => String) number: string,
  ): Promise<Invoice | null> {
    const invoice = await this.all.find({ person, kube }, number);
    return invoice ? toInvoice(invoice) : null;
  }

  @ResolveField(() => Boolean, { description: 'It is owed to you, and not paid: you may say that it was.' })
  async mayMarkPaid(@Me() person: Person, @Kube() kube: PersonKube, @Parent() { record }: Invoice): Promise<boolean> {
    return record.payment === null && (await this.all.mayMarkPaid({ person, kube }, record));
  }

  @Mutation(() => InvoiceResult, {
    description: 'Notes that an invoice was paid, for example by a bank transfer. It cannot be taken back.',
  })
  markInvoicePaid(
    @Me() person: Person,
    @Kube() kube: PersonKube,
    @Arg('number', () => String) number: string,
  ): Promise<Invoice | Failure> {
    return orFailure(async () => toInvoice(await this.all.markPaid({ person, kube }, number)));
  }
}
