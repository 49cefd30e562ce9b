/** src/features/figures/range.ts */
export const RANGE_FILE = `import {
  addDays,
  addMonths,
  addYears,
  differenceInCalendarDays,
  differenceInCalendarMonths,
  eachMonthOfInterval,
  eachYearOfInterval,
  format,
  min,
  parseISO,
  startOfMonth,
  startOfQuarter,
  startOfYear,
  subMonths,
} from 'date-fns';
import type { SearchParams } from '@/lib/list-params';

/** Days from \`start\` until the day before \`end\`, \`yyyy-MM-dd\` both. */
export type DayRange = { start: string; end: string };
export type Period = (typeof periods)[number]['value'];
export type Comparison = (typeof comparisons)[number]['value'];

/** How far back the charts go. */
export const periods = [
  { value: '12m', label: 'Last 12 months' },
  { value: '6m', label: 'Last 6 months' },
  { value: '3m', label: 'Last 3 months' },
  { value: 'month', label: 'This month' },
  { value: 'year', label: 'This year' },
  { value: 'all', label: 'All time' },
] as const;

/** What is compared with what came before it. */
export const comparisons = [
  { value: 'month', label: 'Month' },
  { value: 'quarter', label: 'Quarter' },
  { value: 'year', label: 'Year' },
] as const;

/** What the address of the dashboard says. */
export type FigureQuery = {
  q: string;
  period: Period;
  comparison: Comparison;
  measure: string;
  /** Whether the numbers stand below their chart. */
  numbers: boolean;
  filters: Record<string, string>;
};

const dayOf = (date: Date) => format(date, 'yyyy-MM-dd');

function first(value: string | string[] | undefined): string {
  return ((Array.isArray(value) ? value[0] : value) ?? '').trim().slice(0, 200);
}

/** Reads the address. Whatever it does not understand becomes the default: an address is anybody's to type. */
export function parseFigureQuery(
  searchParams: SearchParams,
  { measures, filters }: { measures: readonly string[]; filters: readonly string[] },
): FigureQuery {
  const chosen: Record<string, string> = {};
  for (const name of filters) {
    const value = first(searchParams[name]);
    if (value) chosen[name] = value;
  }
  const measure = first(searchParams.measure);
  return {
    q: first(searchParams.q),
    period: periods.find(({ value }) => value === first(searchParams.period))?.value ?? '12m',
    comparison: comparisons.find(({ value }) => value === first(searchParams.compare))?.value ?? 'month',
    measure: measures.includes(measure) ? measure : (measures[0] ?? 'count'),
    numbers: first(searchParams.numbers) === '1',
    filters: chosen,
  };
}

/** The same address with some of it changed; undefined takes a part out. */
export function figureHref(
  path: string,
  searchParams: SearchParams,
  change: Record<string, string | undefined> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...searchParams, ...change })) {
    const text = first(value);
    if (text) query.set(name, text);
  }
  const text = query.toString();
  return text ? \`\${path}?\${text}\` : path;
}

/** The days of a period that ends with today's month; null: all days. */
export function daysOf(period: Period, today: Date): DayRange | null {
  const month = startOfMonth(today);
  const end = dayOf(addMonths(month, 1));
  switch (period) {
    case 'month':
      return { start: dayOf(month), end };
    case '3m':
      return { start: dayOf(subMonths(month, 2)), end };
    case '6m':
      return { start: dayOf(subMonths(month, 5)), end };
    case '12m':
      return { start: dayOf(subMonths(month, 11)), end };
    case 'year':
      return { start: dayOf(startOfYear(today)), end };
    case 'all':
      return null;
  }
}

/** Months that a chart has room for; beyond them it shows years. */
const mostMonths = 24;

export type Bucket = { key: string; label: string };

/** The months of a range, or its years where it is long. The key is the beginning of the days in it. */
export function bucketsOf({ start, end }: DayRange): Bucket[] {
  const from = parseISO(start);
  const until = addDays(parseISO(end), -1);
  if (differenceInCalendarMonths(until, from) < mostMonths) {
    return eachMonthOfInterval({ start: from, end: until }).map((month) => ({
      key: format(month, 'yyyy-MM'),
      label: format(month, 'MMM yyyy'),
    }));
  }
  return eachYearOfInterval({ start: from, end: until }).map((year) => ({
    key: format(year, 'yyyy'),
    label: format(year, 'yyyy'),
  }));
}

export type Compared = {
  /** The period, as far as it has come. */
  now: DayRange & { label: string };
  /** As many days of the period before. */
  before: DayRange & { label: string };
  /** The whole period before, where the comparison ends within it. */
  whole: (DayRange & { label: string }) | null;
};

const starts = { month: startOfMonth, quarter: startOfQuarter, year: startOfYear };
const steps: Record<Comparison, (date: Date, periods: number) => Date> = {
  month: addMonths,
  quarter: (date, count) => addMonths(date, count * 3),
  year: addYears,
};
const names: Record<Comparison, string> = { month: 'MMMM yyyy', quarter: 'QQQ yyyy', year: 'yyyy' };

/**
 * The periods that are compared: the one that is going on with as many days of the one before. Where the last rows are older,
 * the last period that has any, whole.
 * @param latest the day of the newest row up to today
 */
export function comparedPeriods(comparison: Comparison, today: Date, latest: string | null): Compared {
  const current = starts[comparison](today);
  const last = latest === null ? current : starts[comparison](parseISO(latest));
  const start = min([last, current]);
  const step = steps[comparison];
  const label = (date: Date) => format(date, names[comparison]);
  const nextDay = addDays(parseISO(dayOf(today)), 1);
  const end = start < current ? step(start, 1) : nextDay;
  const previous = step(start, -1);
  const days = differenceInCalendarDays(end, start);
  const sameDay = addDays(previous, days);
  const isPart = end < step(start, 1) && sameDay < start;
  const before = { start: dayOf(previous), end: dayOf(isPart ? sameDay : start), label: label(previous) };
  return {
    now: { start: dayOf(start), end: dayOf(end), label: label(start) },
    before,
    whole: isPart ? { start: dayOf(previous), end: dayOf(start), label: label(previous) } : null,
  };
}

/** The difference in words: "$120.00 (20%) more than". */
export function differenceInWords(now: number, before: number, written: (value: number) => string): string {
  if (now === before) return now === 0 ? 'Nothing in both, compared with' : 'The same as';
  const change = Math.abs(now - before);
  const direction = now > before ? 'more' : 'less';
  if (before === 0) return \`\${written(change)} \${direction} than\`;
  const percent = Math.round((change / Math.abs(before)) * 100);
  return \`\${written(change)} (\${percent < 1 ? 'under 1' : percent}%) \${direction} than\`;
}
`;

/** src/features/figures/range.test.ts */
export const RANGE_TEST = `import { expect, test } from 'vitest';
import {
  bucketsOf,
  comparedPeriods,
  daysOf,
  differenceInWords,
  figureHref,
  parseFigureQuery,
} from '@/features/figures/range';

const today = new Date(2026, 2, 12, 15);

test('an address is anybody’s to type', () => {
  const known = { measures: ['total', 'count'], filters: ['region'] };
  expect(parseFigureQuery({ period: 'x', measure: 'y', compare: '', other: '1' }, known)).toEqual({
    q: '',
    period: '12m',
    comparison: 'month',
    measure: 'total',
    numbers: false,
    filters: {},
  });
  const query = { q: ' a ', period: '3m', measure: 'count', compare: 'year', numbers: '1', region: ['North', 'South'] };
  expect(parseFigureQuery(query, known)).toEqual({
    q: 'a',
    period: '3m',
    comparison: 'year',
    measure: 'count',
    numbers: true,
    filters: { region: 'North' },
  });
});

test('a link keeps what the address says and changes its own part', () => {
  const address = { period: '3m', region: 'North & South' };
  expect(figureHref('/d', address, { measure: 'count' })).toBe('/d?period=3m&region=North+%26+South&measure=count');
  expect(figureHref('/d', address, { period: undefined, region: undefined })).toBe('/d');
});

test('a period ends with this month', () => {
  expect(daysOf('3m', today)).toEqual({ start: '2026-01-01', end: '2026-04-01' });
  expect(daysOf('all', today)).toBeNull();
});

test('a chart shows months, and years where there are many of them', () => {
  expect(bucketsOf({ start: '2025-12-05', end: '2026-03-01' }).map(({ label }) => label)).toEqual([
    'Dec 2025',
    'Jan 2026',
    'Feb 2026',
  ]);
  expect(bucketsOf({ start: '2020-12-05', end: '2024-01-02' }).map(({ key }) => key)).toEqual([
    '2020',
    '2021',
    '2022',
    '2023',
    '2024',
  ]);
});

test('a month that is going on is compared with as many days of the month before', () => {
  expect(comparedPeriods('month', today, '2026-03-02')).toEqual({
    now: { start: '2026-03-01', end: '2026-03-13', label: 'March 2026' },
    before: { start: '2026-02-01', end: '2026-02-13', label: 'February 2026' },
    whole: { start: '2026-02-01', end: '2026-03-01', label: 'February 2026' },
  });
  expect(comparedPeriods('quarter', today, null).now.label).toBe('Q1 2026');
});

test('the last days of a long month are compared with the whole shorter one', () => {
  const { before, whole } = comparedPeriods('month', new Date(2026, 2, 31), null);
  expect(before).toMatchObject({ start: '2026-02-01', end: '2026-03-01' });
  expect(whole).toBeNull();
});

test('where the rows are older, the last period that has any is compared', () => {
  expect(comparedPeriods('month', today, '2025-11-20')).toMatchObject({
    now: { start: '2025-11-01', end: '2025-12-01', label: 'November 2025' },
    before: { start: '2025-10-01', end: '2025-11-01', label: 'October 2025' },
    whole: null,
  });
});

test('the difference in words', () => {
  const written = (value: number) => \`$\${value}\`;
  expect(differenceInWords(300, 200, written)).toBe('$100 (50%) more than');
  expect(differenceInWords(100, 400, written)).toBe('$300 (75%) less than');
  expect(differenceInWords(5, 0, written)).toBe('$5 more than');
  expect(differenceInWords(5, 5, written)).toBe('The same as');
  expect(differenceInWords(0, 0, written)).toBe('Nothing in both, compared with');
  expect(differenceInWords(100_001, 100_000, written)).toBe('$1 (under 1%) more than');
});
`;

/** src/features/figures/format-figure.ts */
export const FORMAT_FIGURE_FILE = `import { app } from '@/config/app';
import { formatMoney, formatNumber } from '@/lib/format';

/** How a measure's amounts are written: what the browser needs of a measure. */
export type FigureFormat = { kind: 'count' } | { kind: 'number' } | { kind: 'share' } | { kind: 'money'; currency: string };

const percent = new Intl.NumberFormat(app.locale, { style: 'percent', maximumFractionDigits: 1 });

/** An amount of a measure as people read it; money comes in cents, a share in percent. */
export function formatFigure(value: number, format: FigureFormat): string {
  if (format.kind === 'share') return percent.format(value / 100);
  return format.kind === 'money'
    ? formatMoney(Math.round(value), format.currency)
    : formatNumber(Math.round(value * 100) / 100);
}

const short = new Intl.NumberFormat(app.locale, { notation: 'compact', maximumFractionDigits: 1 });

/** The same in a few letters, for the axis of a chart. */
export function shortFigure(value: number, format: FigureFormat): string {
  if (format.kind === 'share') return percent.format(value / 100);
  return short.format(format.kind === 'money' ? value / 100 : value);
}

/** What a measure says about how it is written, without what only the server has. */
export function formatOf(measure: FigureFormat): FigureFormat {
  return measure.kind === 'money' ? { kind: 'money', currency: measure.currency } : { kind: measure.kind };
}
`;
