import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionType } from '../graphql/connection.ts';
import { type Invoice as InvoiceRecord, numberText, stateOf } from './invoice.ts';
import { invoiceLinks } from './invoiceFiles.controller.ts';

const InvoiceStates = { open: 'open', overdue: 'overdue', paid: 'paid' } as const;
registerEnumType(InvoiceStates, { name: 'InvoiceState', description: 'open: not paid yet. overdue: nor in time.' });

const PaymentWays = { byHand: 'byHand', stripe: 'stripe' } as const;
registerEnumType(PaymentWays, {
  name: 'PaymentWay',
  description: 'byHand: somebody to whom it was owed has said so. stripe: on the page of its paymentLink.',
});

@ObjectType({ description: 'One charge. Amounts and quantities are decimal numbers.' })
export class InvoiceLine {
  @Field(() => String, { description: 'For people, for example Sandbox time.' })
  what!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of one of these are used, included and price, for example hour; null for a fee.',
  })
  unit?: string | null;

  @Field(() => String, { nullable: true })
  used?: string | null;

  @Field(() => String, { nullable: true, description: 'How much of it the subscription includes.' })
  included?: string | null;

  @Field(() => String, { nullable: true, description: 'Of one unit beyond what is included.' })
  price?: string | null;

  @Field(() => String)
  amount!: string;
}

@ObjectType({ description: 'What one tenant is charged for: the one that pays, or one of its clients.' })
export class InvoiceSection {
  @Field(() => String, { description: 'Name of the tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'What people called it then.' })
  name!: string;

  @Field(() => [InvoiceLine])
  lines!: InvoiceLine[];

  @Field(() => String)
  total!: string;
}

@ObjectType({ description: 'What a tenant owes for a month. It never changes; it gets paid.' })
export class Invoice {
  /** Not in the schema. */
  record!: InvoiceRecord;

  @Field(() => String, { description: 'For example AF-000012; of all invoices of this platform, without a gap.' })
  number!: string;

  @Field(() => String, { description: 'Name of the tenant that owes it.' })
  tenant!: string;

  @Field(() => String, { description: 'What people called it then.' })
  name!: string;

  @Field(() => String, { description: 'To whom it is owed.' })
  from!: string;

  @Field(() => String, { description: 'The month (UTC) that it is for, for example 2026-11.' })
  month!: string;

  @Field(() => Date)
  issuedAt!: Date;

  @Field(() => Date)
  dueAt!: Date;

  @Field(() => String, { description: 'Of all its amounts; ISO 4217.' })
  currency!: string;

  @Field(() => String)
  total!: string;

  @Field(() => InvoiceStates)
  state!: string;

  @Field(() => Date, { nullable: true })
  paidAt!: Date | null;

  @Field(() => PaymentWays, { nullable: true })
  paidHow!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is paid online, when it is collected there.' })
  paymentLink!: string | null;

  @Field(() => String, { description: 'Path of the invoice as a PDF.' })
  pdfLink!: string;

  @Field(() => String, { description: 'Path of its lines as a table (CSV).' })
  csvLink!: string;

  @Field(() => [InvoiceSection])
  sections!: InvoiceSection[];
}

export const InvoiceConnection = connectionType(Invoice, 'Invoice');

export function toInvoice(record: InvoiceRecord): Invoice {
  const { document, payment } = record;
  const number = numberText(record.number);
  const { pdf, csv } = invoiceLinks(number);
  return Object.assign(new Invoice(), {
    record,
    number,
    tenant: record.tenant,
    name: document.to.name,
    from: document.from.name,
    month: record.month,
    issuedAt: record.issuedAt,
    dueAt: record.dueAt,
    currency: record.currency,
    total: record.total,
    state: stateOf(record, new Date()),
    paidAt: payment?.at ?? null,
    paidHow: payment?.how ?? null,
    paymentLink: payment ? null : record.paymentLink,
    pdfLink: pdf,
    csvLink: csv,
    sections: document.sections,
  });
}
