import { stringify } from 'csv-stringify/sync';
import { type Invoice, numberText } from '../invoice.ts';

const HEADER = [
  'invoice',
  'month',
  'issued',
  'due',
  'tenant',
  'name',
  'charge',
  'unit',
  'used',
  'included',
  'price',
  'amount',
  'currency',
];

/** The invoice as a table, one row for each line; numbers with a point, as programs read them. */
export function csvOf({ number, month, issuedAt, dueAt, currency, document }: Invoice): string {
  const rows = document.sections.flatMap(({ tenant, name, lines }) =>
    lines.map(({ what, unit, used, included, price, amount }) => [
      numberText(number),
      month,
      dayOf(issuedAt),
      dayOf(dueAt),
      tenant,
      name,
      what,
      unit,
      used,
      included,
      price,
      amount,
      currency,
    ]),
  );
  // A name that begins like a formula is text: a spreadsheet would else carry it out.
  return stringify([HEADER, ...rows], { escape_formulas: true, bom: true });
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
