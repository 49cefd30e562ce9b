import {
  type InvoiceLine,
  type InvoiceSection,
  moneyText,
  monthText,
  numberText,
  quantityText,
  unitText,
} from '../invoice.ts';
import { LEFT, LINE, MUTED, RIGHT, type Sheet } from './sheet.ts';

const WIDTH = RIGHT - LEFT;
/** Columns of the table: left edge and width, in points. */
const COLUMNS = {
  what: { x: LEFT, width: 160 },
  used: { x: LEFT + 164, width: 86 },
  included: { x: LEFT + 258, width: 54 },
  price: { x: LEFT + 318, width: 94 },
  amount: { x: RIGHT - 66, width: 66 },
} as const;
type Column = keyof typeof COLUMNS;
const ALL = Object.keys(COLUMNS) as Column[];
const NAMES: Record<Column, string> = {
  what: 'Charge',
  used: 'Used',
  included: 'Included',
  price: 'Price beyond',
  amount: 'Amount',
};

const dateText = (date: Date) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);

/** Who asks whom for what until when. */
export function drawHead(sheet: Sheet): void {
  const { invoice, root, doc } = sheet;
  const { from, to, accent } = invoice.document;
  sheet.artifact(() => doc.rect(0, 0, doc.page.width, 6).fill(accent));
  sheet.artifact(() => {
    doc.roundedRect(LEFT, sheet.y, 26, 26, 7).fill(accent);
    doc.font('strong').fontSize(14).fillColor(onAccent(accent));
    const letter = from.name.trim().charAt(0).toUpperCase();
    doc.text(letter, LEFT, sheet.y + 4.5, { width: 26, align: 'center', lineBreak: false });
  });
  sheet.text(
    root,
    'P',
    from.name,
    { x: LEFT + 36, y: sheet.y + 5, width: 260, lines: 1 },
    { font: 'strong', size: 13 },
  );
  sheet.text(
    root,
    'H1',
    'Invoice',
    { x: RIGHT - 160, y: sheet.y + 1, width: 160 },
    { font: 'strong', size: 18, align: 'right' },
  );
  sheet.y += 60;

  const top = sheet.y;
  const half = WIDTH / 2 - 16;
  const party = (title: string, { name, details }: typeof to, x: number) => {
    let y = top;
    y += sheet.text(root, 'P', title, { x, y, width: half }, { size: 8, colour: MUTED }) + 3;
    y += sheet.text(root, 'P', name, { x, y, width: half, lines: 2 }, { font: 'strong', size: 10.5 });
    for (const line of details) y += sheet.text(root, 'P', line, { x, y, width: half, lines: 1 }, { colour: MUTED });
    return y;
  };
  const below = Math.max(party('To', to, LEFT), party('From', from, LEFT + WIDTH / 2 + 16));
  sheet.y = below + 22;

  const facts = [
    ['Number', numberText(invoice.number)],
    ['For', monthText(invoice.month)],
    ['Issued', dateText(invoice.issuedAt)],
    ['Due', dateText(invoice.dueAt)],
  ] as const;
  sheet.rule(sheet.y);
  const step = WIDTH / facts.length;
  facts.forEach(([name, value], index) => {
    const x = LEFT + index * step;
    sheet.text(root, 'P', name, { x, y: sheet.y + 11, width: step - 8 }, { size: 8, colour: MUTED });
    sheet.text(root, 'P', value, { x, y: sheet.y + 24, width: step - 8 }, { font: 'strong' });
  });
  sheet.y += 50;
  sheet.rule(sheet.y);
  sheet.y += 26;
}

/** What each tenant is charged for, as one table each. */
export function drawSections(sheet: Sheet): void {
  const { invoice, root } = sheet;
  const { sections, accent } = invoice.document;
  for (const section of sections) {
    const { name, total } = section;
    const isOneOfMany = sections.length > 1;
    sheet.room(90);
    if (isOneOfMany) {
      const place = { x: LEFT, y: sheet.y, width: WIDTH - 90, lines: 1 };
      sheet.text(root, 'H2', name, place, { font: 'strong', size: 11.5, colour: accent });
      sheet.y += 24;
    }
    const table = drawTable(sheet, section);
    if (!isOneOfMany) continue;
    sheet.room(40);
    sheet.rule(sheet.y - 2);
    const row = sheet.struct(table, 'TR');
    const y = sheet.y + 6;
    sheet.text(row, 'TD', `${name}, together`, { x: LEFT, y, width: WIDTH - 90, lines: 1 }, { colour: MUTED });
    const amount = moneyText(total, invoice.currency);
    sheet.text(row, 'TD', amount, { ...COLUMNS.amount, y }, { font: 'strong', align: 'right' });
    sheet.y += 44;
  }
}

function drawTable(sheet: Sheet, { lines }: InvoiceSection) {
  const table = sheet.struct(sheet.root, 'Table');
  const head = () => {
    const row = sheet.struct(table, 'TR');
    for (const column of ALL) {
      const style = { size: 8, colour: MUTED, align: align(column) };
      sheet.text(row, 'TH', NAMES[column], { ...COLUMNS[column], y: sheet.y }, style);
    }
    sheet.y += 16;
    sheet.rule(sheet.y);
    sheet.y += 8;
  };
  head();
  sheet.onNewPage = head;
  for (const line of lines) {
    const cells = cellsOf(line, sheet.invoice.currency);
    const height = Math.max(...ALL.map((column) => sheet.heightOf(cells[column], COLUMNS[column].width)));
    sheet.room(height + 9);
    const row = sheet.struct(table, 'TR');
    for (const column of ALL) {
      const colour = column === 'what' || column === 'amount' ? undefined : MUTED;
      sheet.text(row, 'TD', cells[column], { ...COLUMNS[column], y: sheet.y }, { align: align(column), colour });
    }
    sheet.y += height + 9;
  }
  sheet.onNewPage = undefined;
  return table;
}

function cellsOf({ what, unit, used, included, price, amount }: InvoiceLine, currency: string): Record<Column, string> {
  return {
    what,
    used: used === undefined ? '' : quantityText(used, unit),
    included: included === undefined ? '' : quantityText(included),
    price: price === undefined ? '' : `${moneyText(price, currency)} / ${unitText(unit)}`,
    amount: moneyText(amount, currency),
  };
}

/** What is to be paid, and how. */
export function drawTotal(sheet: Sheet): void {
  const { invoice, root, doc } = sheet;
  sheet.room(110);
  sheet.y += 8;
  const top = sheet.y;
  sheet.artifact(() => {
    doc.roundedRect(LEFT, top, WIDTH, 62, 8).lineWidth(0.75).fillAndStroke('#f7f8fa', LINE);
  });
  sheet.text(
    root,
    'P',
    invoice.payment ? 'Paid' : 'To pay',
    { x: LEFT + 20, y: top + 14, width: 200 },
    { size: 8, colour: MUTED },
  );
  const until = invoice.payment ? `on ${dateText(invoice.payment.at)}` : `by ${dateText(invoice.dueAt)}`;
  sheet.text(root, 'P', until, { x: LEFT + 20, y: top + 29, width: 220 }, { font: 'strong', size: 11 });
  sheet.text(
    root,
    'P',
    `${moneyText(invoice.total, invoice.currency)} ${invoice.currency}`,
    { x: RIGHT - 240, y: top + 19, width: 222 },
    { font: 'strong', size: 18, align: 'right' },
  );
  sheet.y = top + 78;
  if (invoice.paymentLink && !invoice.payment) {
    sheet.text(
      root,
      'P',
      `Pay online: ${invoice.paymentLink}`,
      { x: LEFT, y: sheet.y, width: WIDTH },
      { colour: MUTED },
    );
  }
}

/** Number and page at the bottom of each. */
export function drawFoot(sheet: Sheet): void {
  const { doc, invoice } = sheet;
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    // Below the margin, where text would else begin a new page.
    doc.page.margins.bottom = 0;
    sheet.artifact(() => {
      doc.font('regular').fontSize(8).fillColor(MUTED);
      const y = doc.page.height - 44;
      doc.text(`${invoice.document.from.name} · ${numberText(invoice.number)}`, LEFT, y, {
        width: 300,
        lineBreak: false,
      });
      doc.text(`${page + 1} of ${count}`, RIGHT - 100, y, { width: 100, align: 'right', lineBreak: false });
    }, 'Pagination');
  }
}

function align(column: Column): 'left' | 'right' {
  return column === 'what' ? 'left' : 'right';
}

/** Black or white, whichever can be read on the colour. */
function onAccent(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? '#14171f' : '#ffffff';
}
