import { type Figure, isReached, ratioOf, type Unit } from './figure.ts';

/** A value as people read it. */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
      return `${significant(value / 2 ** 20)} MiB`;
    case 'count':
      return significant(value);
    case 'ms':
      return value < 1000 ? `${significant(value)} ms` : `${significant(value / 1000)} s`;
  }
}

/** Three digits that count; more only before the point. */
function significant(value: number): string {
  const before = Math.max(Math.trunc(Math.log10(Math.abs(value) || 1)) + 1, 1);
  return String(Number(value.toFixed(Math.max(3 - before, 0))));
}

const HEADINGS = ['what', 'here', 'reference of the same run', 'ratio', 'aim', ''];

/** All figures, one line each, with what belongs to a figure below it. */
export function renderTable(figures: readonly Figure[]): string {
  const rows = figures.map(cellsOf);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  const body = figures.flatMap((figure, index) => [line(rows[index] ?? []), ...notesOf(figure)]);
  return [line(HEADINGS), line(rule), ...body].join('\n');
}

function cellsOf(figure: Figure): string[] {
  const { what, value, unit, reference } = figure;
  const ratio = ratioOf(figure);
  return [
    what,
    formatValue(value, unit),
    reference ? `${formatValue(reference.value, unit)} ${reference.what}` : 'none',
    ratio === undefined ? '-' : `${ratio.toFixed(2)} x`,
    aimOf(figure),
    { true: 'reached', false: 'NOT REACHED', undefined: '' }[`${isReached(figure)}`],
  ];
}

function aimOf({ aim, unit }: Figure): string {
  if (!aim) return '-';
  return 'most' in aim ? `${formatValue(aim.most, unit)} at most` : `${aim.mostRatio} x at most`;
}

function notesOf({ parts = [], published = [], unit }: Figure): string[] {
  return [
    ...parts.map((part) => `    ${part.what}: ${formatValue(part.value, part.unit)}`),
    ...published.map(({ text, value }) => `    published, not measured here: ${text} ${formatValue(value, unit)}`),
  ];
}
