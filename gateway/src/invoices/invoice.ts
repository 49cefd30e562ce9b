import { divideRounded, minorDigits, parseDecimal } from '@appfactory/billing/money';

/** One charge of an invoice. Amounts and quantities are decimal numbers as strings. */
export interface InvoiceLine {
  /** For people, for example Sandbox time. */
  what: string;
  /** Of one of these are used, included and price, for example hour; absent for a fee. */
  unit?: string;
  used?: string;
  included?: string;
  price?: string;
  amount: string;
}

/** What one tenant is charged for: the payer itself, or one of its clients. */
export interface InvoiceSection {
  tenant: string;
  name: string;
  lines: InvoiceLine[];
  /** The sum of its lines. */
  total: string;
}

/** Somebody on the paper. */
export interface Party {
  name: string;
  /** Lines below the name: an address, a tax number. */
  details: string[];
}

/** What is on the paper; it never changes once the invoice is issued. */
export interface InvoiceDocument {
  from: Party;
  to: Party;
  /** Of headings: # and six hexadecimal digits. */
  accent: string;
  sections: InvoiceSection[];
}

export interface Payment {
  at: Date;
  how: 'byHand' | 'stripe';
}

/** What one tenant owes for one month. */
export interface Invoice {
  /** Of all invoices of the platform, from 1, without a gap. */
  number: number;
  id: string;
  tenant: string;
  /** Of the Tenant: another one of the same name later has nothing to do with it. */
  tenantUid: string;
  /** Of its agency then, to which it is owed; null where it is owed to whoever runs the platform. */
  agencyUid: string | null;
  /** For example 2026-11. */
  month: string;
  issuedAt: Date;
  dueAt: Date;
  /** ISO 4217, for example USD. */
  currency: string;
  total: string;
  document: InvoiceDocument;
  payment: Payment | null;
  /** Where it is paid, when Stripe collects it. */
  paymentLink: string | null;
}

export type InvoiceState = 'open' | 'overdue' | 'paid';

export function stateOf({ payment, dueAt }: Pick<Invoice, 'payment' | 'dueAt'>, now: Date): InvoiceState {
  if (payment) return 'paid';
  return dueAt < now ? 'overdue' : 'open';
}

/** Days to pay. */
export const DAYS_UNTIL_DUE = 14;

/** How the paper and people call it, for example AF-000012. */
export function numberText(number: number): string {
  return `AF-${String(number).padStart(6, '0')}`;
}

/** The number of which this is the text; undefined for what is none. */
export function numberOf(text: string): number | undefined {
  const [, digits] = /^AF-(\d{6,12})$/.exec(text) ?? [];
  return digits === undefined || numberText(Number(digits)) !== text ? undefined : Number(digits);
}

/** For example $1,234.50; with more digits where there are more, as in prices. */
export function moneyText(amount: string, currency: string): string {
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    maximumFractionDigits: 6,
    minimumFractionDigits: minorDigits(currency),
  });
  return format.format(amount as Intl.StringNumericLiteral);
}

const UNITS: Record<string, [one: string, many: string]> = {
  hour: ['hour', 'hours'],
  build: ['build', 'builds'],
  'million tokens': ['million', 'million'],
  'GiB-month': ['GiB-month', 'GiB-months'],
};

/** For example 1,204.5 hours, to three digits behind the point. */
export function quantityText(quantity: string, unit?: string): string {
  const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });
  const [one, many] = UNITS[unit ?? ''] ?? ['', ''];
  return `${number.format(quantity as Intl.StringNumericLiteral)} ${quantity === '1' ? one : many}`.trim();
}

/** One of them, short. */
export function unitText(unit: string | undefined): string {
  return UNITS[unit ?? '']?.[0] ?? '';
}

/** In the least amount that can be paid: cents of dollars. */
export function minorUnits(amount: string, currency: string): number {
  return Number(divideRounded(parseDecimal(amount), 10n ** BigInt(6 - minorDigits(currency))));
}

/** For example November 2026. @param month for example 2026-11 */
export function monthText(month: string): string {
  return new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}
