import { inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Invoice } from '../invoice.ts';
import { csvOf } from './csv.ts';
import { pdfOf } from './pdf.ts';

const line = { what: 'Sandbox time', unit: 'hour', used: '142.5', included: '100', price: '0.10', amount: '4.25' };
const section = (name: string) => ({
  tenant: 'acme',
  name,
  lines: [{ what: 'Standard, monthly subscription', amount: '49.00' }, line],
  total: '53.25',
});

const invoice = (names: string[]): Invoice => ({
  number: 12,
  id: '6f1f6c1e-5a0b-4f0e-9a3c-2f8f4b1f7d11',
  tenant: 'acme',
  tenantUid: 'a-uid',
  agencyUid: null,
  month: '2026-11',
  issuedAt: new Date('2026-12-02T00:00:00Z'),
  dueAt: new Date('2026-12-16T00:00:00Z'),
  currency: 'USD',
  total: '53.25',
  document: {
    from: { name: 'App Factory', details: ['12 Example Street'] },
    to: { name: names[0] ?? '', details: ['acme'] },
    accent: '#0f766e',
    sections: names.map(section),
  },
  payment: null,
  paymentLink: null,
});

test('the table has a row for each line, with numbers as programs read them', () => {
  const text = csvOf(invoice(['Acme, "Web"', 'Bäckerei']));
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
  expect(rows).toHaveLength(4);
  expect(rows[1]).toEqual({
    invoice: 'AF-000012',
    month: '2026-11',
    issued: '2026-12-02',
    due: '2026-12-16',
    tenant: 'acme',
    name: 'Acme, "Web"',
    charge: 'Sandbox time',
    unit: 'hour',
    used: '142.5',
    included: '100',
    price: '0.10',
    amount: '4.25',
    currency: 'USD',
  });
  expect(rows[2]?.name).toBe('Bäckerei');
});

test.each(['=1+2', '+1', '-1', '@x', '\t=1'])('a name like %p is no formula', (name) => {
  const [row]: Record<string, string>[] = parse(csvOf(invoice([name])), { columns: true, bom: true });
  expect(row?.name).toBe(`'${name}`);
});

/** The page's drawing, and how many pages there are. */
function contentOf(pdf: Buffer): { pages: number; drawn: string } {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/\/Length \d+[\s\S]*?stream\n([\s\S]*?)\nendstream/g)];
  const drawn = streams.map(([, bytes = '']) => {
    try {
      return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return { pages: [...text.matchAll(/\/Type \/Page\n/g)].length, drawn: drawn.join('\n') };
}

test('the PDF is a tagged one, with a title, and the same each time', async () => {
  const pdf = await pdfOf(invoice(['Acme Web']));
  const text = pdf.toString('latin1');
  expect(text.startsWith('%PDF-1.7')).toBe(true);
  for (const part of ['/Marked true', '/Lang (en-US)', '/S /H1', '/S /Table', '/S /TH', 'StructTreeRoot']) {
    expect(text).toContain(part);
  }
  const { pages, drawn } = contentOf(pdf);
  expect(pages).toBe(1);
  // Everything that is drawn is either read aloud, or said to be mere decoration.
  expect(drawn.match(/BDC/g)?.length).toBe(drawn.match(/EMC/g)?.length);
  expect(await pdfOf(invoice(['Acme Web']))).toEqual(pdf);
});

test('many clients take several pages, and no letter breaks one', async () => {
  const names = Array.from(
    { length: 40 },
    (_, index) => `Client ${index} – Ćeška & Ωmega, Чай, 花屋 🌷, \u202eright to left`,
  );
  expect(contentOf(await pdfOf(invoice(names))).pages).toBeGreaterThan(8);
  const long = invoice(['W'.repeat(80)]);
  expect(contentOf(await pdfOf({ ...long, payment: { at: long.dueAt, how: 'byHand' } })).pages).toBe(1);
});
