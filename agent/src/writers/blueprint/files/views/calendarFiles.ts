/** src/lib/calendar.ts */
export const CALENDAR_LIBRARY = `import { addDays, endOfMonth, endOfWeek, format, getISOWeeksInYear, parse, startOfMonth, startOfWeek } from 'date-fns';

/** The days that a calendar shows, and the addresses of what is beside them. */
export type Span = {
  kind: 'month' | 'week';
  title: string;
  /** Whole weeks, from Monday on, \`yyyy-MM-dd\`. */
  days: string[];
  /** The first and the last day that it is about. */
  from: string;
  to: string;
  previous: string;
  next: string;
  /** The month and the week to change to. */
  month: string;
  week: string;
};

const monday = { weekStartsOn: 1 } as const;
const dayKey = (day: Date) => format(day, 'yyyy-MM-dd');
const monthKey = (day: Date) => format(day, 'yyyy-MM');
/** A week has the year that most of its days are in (ISO 8601). */
const weekKey = (day: Date) => format(day, "RRRR-'W'II");

function daysBetween(start: Date, end: Date): string[] {
  const days: string[] = [];
  for (let day = start; day <= end; day = addDays(day, 1)) days.push(dayKey(day));
  return days;
}

/** The Monday of a week as an address says it, \`2031-W11\`; null for what is none. */
function mondayOf(text: unknown): Date | null {
  const [, year, week] = (typeof text === 'string' && /^(\\d{4})-W(\\d{2})$/.exec(text)) || [];
  if (!year || !week || week === '00') return null;
  // The fourth of January is always in the first week.
  const first = startOfWeek(new Date(Number(year), 0, 4), monday);
  return Number(week) > getISOWeeksInYear(addDays(first, 3)) ? null : addDays(first, (Number(week) - 1) * 7);
}

function weekTitle(start: Date, end: Date): string {
  const isOne = (pattern: string) => format(start, pattern) === format(end, pattern);
  const first = isOne('yyyy-MM') ? 'd' : isOne('yyyy') ? 'd MMMM' : 'd MMMM yyyy';
  return \`\${format(start, first)} – \${format(end, 'd MMMM yyyy')}\`;
}

function weekOf(start: Date): Span {
  const end = addDays(start, 6);
  return {
    kind: 'week',
    title: weekTitle(start, end),
    days: daysBetween(start, end),
    from: dayKey(start),
    to: dayKey(end),
    previous: weekKey(addDays(start, -7)),
    next: weekKey(addDays(start, 7)),
    month: monthKey(addDays(start, 3)),
    week: weekKey(start),
  };
}

/** What an address asks for: \`week=2031-W11\`, or \`month=2031-03\`; the month of today where it says nothing. */
export function spanOf(address: { month?: unknown; week?: unknown }, today = new Date()): Span {
  const week = mondayOf(address.week);
  if (week) return weekOf(week);
  const said = address.month;
  const isMonth = typeof said === 'string' && /^\\d{4}-(?:0[1-9]|1[0-2])$/.test(said);
  const start = isMonth ? parse(said, 'yyyy-MM', startOfMonth(today)) : startOfMonth(today);
  const end = endOfMonth(start);
  return {
    kind: 'month',
    title: format(start, 'MMMM yyyy'),
    days: daysBetween(startOfWeek(start, monday), endOfWeek(end, monday)),
    from: dayKey(start),
    to: dayKey(end),
    previous: monthKey(addDays(start, -1)),
    next: monthKey(addDays(end, 1)),
    month: monthKey(start),
    week: weekKey(today >= start && today <= end ? today : start),
  };
}

/** The address of a month or a week of a calendar, with the words that it is searched for. */
export function spanHref(path: string, kind: Span['kind'], value: string, q: string): string {
  return \`\${path}?\${new URLSearchParams({ [kind]: value, ...(q ? { q } : {}) })}\`;
}
`;

/** src/lib/calendar.test.ts */
export const CALENDAR_TEST = `import { expect, test } from 'vitest';
import { spanOf } from '@/lib/calendar';

const today = new Date(2026, 0, 31);

test('a month is read from the address, and what is none is the month of today', () => {
  expect(spanOf({ month: '2031-03' }, today)).toMatchObject({ kind: 'month', title: 'March 2031', month: '2031-03' });
  for (const month of [undefined, '2031-13', 'x', ['2031-03']]) expect(spanOf({ month }, today).month).toBe('2026-01');
});

test('the months beside a long one are the ones beside it', () => {
  expect(spanOf({ month: '2026-01' }, today)).toMatchObject({ previous: '2025-12', next: '2026-02' });
});

test('whole weeks are shown, from Monday on', () => {
  const { days, from, to } = spanOf({ month: '2026-03' }, today);
  expect([days.length, days[0], days.at(-1), from, to]).toEqual([
    42,
    '2026-02-23',
    '2026-04-05',
    '2026-03-01',
    '2026-03-31',
  ]);
  expect(spanOf({ month: '2021-02' }, today).days).toHaveLength(28);
});

test('a week is read from the address, and has the year that most of its days are in', () => {
  expect(spanOf({ week: '2031-W11' }, today)).toMatchObject({
    kind: 'week',
    title: '10 – 16 March 2031',
    from: '2031-03-10',
    to: '2031-03-16',
    previous: '2031-W10',
    next: '2031-W12',
    month: '2031-03',
  });
  expect(spanOf({ week: '2026-W53' }, today)).toMatchObject({ title: '28 December 2026 – 3 January 2027', next: '2027-W01' });
  expect(spanOf({ week: '2025-W01' }, today)).toMatchObject({ from: '2024-12-30', previous: '2024-W52' });
  for (const week of ['2031-W00', '2031-W53', '2031-11', ['2031-W11']]) expect(spanOf({ week }, today).kind).toBe('month');
});

test('the week to change to is that of today, or the first of another month', () => {
  expect(spanOf({}, today).week).toBe('2026-W05');
  expect(spanOf({ month: '2031-03' }, today).week).toBe('2031-W09');
});
`;

/** src/components/calendar/calendar-navigation.tsx */
export const CALENDAR_NAVIGATION = `import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { type Span, spanHref } from '@/lib/calendar';
import { cn } from '@/lib/utils';

const kinds = [
  { kind: 'month', label: 'Month' },
  { kind: 'week', label: 'Week' },
] as const;

/** The name of the days, the ways to those beside them and to today's, and the switch between month and week. */
export function CalendarNavigation({ path, span, today, q }: { path: string; span: Span; today: Span; q: string }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-b px-4 py-2.5">
      <h2 className="font-semibold text-sm tracking-tight" aria-live="polite">
        {span.title}
      </h2>
      <div className="flex items-center gap-1">
        <nav aria-label="Days" className="mr-1 flex gap-0.5 rounded-md bg-muted p-0.5">
          {kinds.map(({ kind, label }) => (
            <Link
              key={kind}
              href={spanHref(path, kind, span[kind], q)}
              aria-current={kind === span.kind ? 'page' : undefined}
              className={cn(
                'flex h-7 items-center rounded px-2 text-[13px] text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/40',
                kind === span.kind && 'bg-card font-medium text-foreground shadow-xs',
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
        <Button asChild variant="ghost" size="sm">
          <Link href={spanHref(path, span.kind, today[span.kind], q)}>Today</Link>
        </Button>
        <Button asChild variant="ghost" size="icon-sm">
          <Link href={spanHref(path, span.kind, span.previous, q)} aria-label={\`Previous \${span.kind}\`}>
            <ChevronLeft />
          </Link>
        </Button>
        <Button asChild variant="ghost" size="icon-sm">
          <Link href={spanHref(path, span.kind, span.next, q)} aria-label={\`Next \${span.kind}\`}>
            <ChevronRight />
          </Link>
        </Button>
      </div>
    </div>
  );
}
`;

/** src/components/calendar/day-grid.tsx */
export const DAY_GRID = `'use client';

import { format, parseISO } from 'date-fns';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Span, spanHref } from '@/lib/calendar';
import { cn } from '@/lib/utils';

/** A record on its day: \`at\` is a day (\`yyyy-MM-dd\`), or a moment as an ISO string. */
export type CalendarItem = { id: string; label: string; at: string; note?: string | null };

const mostShown = 3;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A moment on the visitor's own clock; the server, which does not know it, says UTC first. */
function placeOf(at: string, isLocal: boolean): { day: string; time: string } {
  if (at.length === 10) return { day: at, time: '' };
  if (!isLocal) return { day: at.slice(0, 10), time: at.slice(11, 16) };
  const moment = new Date(at);
  return { day: format(moment, 'yyyy-MM-dd'), time: format(moment, 'HH:mm') };
}

/**
 * A month or a week as a grid of days, and as a list of its days on phones. Arrow keys go from day to day, Page Up and Page
 * Down to the month or week before and after, Tab through the records.
 */
export function DayGrid({
  span,
  today,
  items,
  path,
  calendar,
  q,
}: {
  span: Span;
  today: string;
  items: CalendarItem[];
  /** Where the page of a record is. */
  path: string;
  /** Where this page is. */
  calendar: string;
  q: string;
}) {
  const { kind, title, days, from, to } = span;
  const isWeek = kind === 'week';
  const router = useRouter();
  const grid = useRef<HTMLTableElement>(null);
  const [isLocal, setLocal] = useState(false);
  const [focused, setFocused] = useState(days.includes(today) ? today : from);
  const [open, setOpen] = useState('');
  useEffect(() => setLocal(true), []);

  const placed = items
    .map((item) => ({ ...item, ...placeOf(item.at, isLocal) }))
    .sort((a, b) => \`\${a.day}\${a.time}\`.localeCompare(\`\${b.day}\${b.time}\`));
  const byDay = new Map<string, typeof placed>();
  for (const item of placed) byDay.set(item.day, [...(byDay.get(item.day) ?? []), item]);
  const previousHref = spanHref(calendar, kind, span.previous, q);
  const nextHref = spanHref(calendar, kind, span.next, q);
  const isInside = (day: string) => day >= from && day <= to;
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const agenda = days.filter((day) => isInside(day) && byDay.has(day));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault();
      router.push(event.key === 'PageUp' ? previousHref : nextHref, { scroll: false });
      return;
    }
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = days[days.indexOf(focused) + step];
    if (next === undefined) {
      router.push(step < 0 ? previousHref : nextHref, { scroll: false });
      return;
    }
    setFocused(next);
    grid.current?.querySelector<HTMLElement>(\`[data-day="\${next}"]\`)?.focus();
  };

  return (
    <>
      <table ref={grid} className="hidden w-full table-fixed border-collapse sm:table" onKeyDown={onKeyDown}>
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col" className="border-b px-2 py-2 text-left font-medium text-muted-foreground text-xs">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                const found = byDay.get(day) ?? [];
                const shown = isWeek || open === day ? found : found.slice(0, mostShown);
                return (
                  <td
                    key={day}
                    className={cn(
                      'border-b border-l p-1 align-top first:border-l-0',
                      isWeek ? 'h-80' : 'h-28',
                      !isInside(day) && 'bg-muted/40',
                    )}
                  >
                    <button
                      type="button"
                      data-day={day}
                      tabIndex={day === focused ? 0 : -1}
                      onFocus={() => setFocused(day)}
                      onClick={() => setOpen(open === day ? '' : day)}
                      aria-label={\`\${format(parseISO(day), 'EEEE, d MMMM yyyy')}, \${found.length} \${found.length === 1 ? 'entry' : 'entries'}\`}
                      aria-current={day === today ? 'date' : undefined}
                      className={cn(
                        'flex size-6 items-center justify-center rounded-full text-xs tabular-nums outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/40',
                        !isInside(day) && 'text-muted-foreground',
                        day === today && 'bg-primary font-semibold text-primary-foreground hover:bg-primary-hover',
                      )}
                    >
                      {Number(day.slice(8))}
                    </button>
                    <ul className="mt-0.5 grid grid-cols-[minmax(0,1fr)] gap-0.5">
                      {shown.map(({ id, label, time }) => (
                        <li
                          key={id}
                          className="flex gap-1 rounded bg-primary-soft px-1.5 py-0.5 text-primary-text text-xs has-focus-visible:ring-[3px] has-focus-visible:ring-ring/40"
                        >
                          {time && <span className="shrink-0 tabular-nums">{time}</span>}
                          <Link href={\`\${path}/\${id}\`} title={label} className="min-w-0 truncate outline-none hover:underline">
                            {label}
                          </Link>
                        </li>
                      ))}
                    </ul>
                    {found.length > shown.length && (
                      <button
                        type="button"
                        onClick={() => setOpen(day)}
                        className="mt-0.5 rounded px-1.5 text-muted-foreground text-xs outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/40"
                      >
                        {\`\${found.length - shown.length} more\`}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sm:hidden">
        {agenda.length === 0 ? (
          <p className="p-6 text-center text-muted-foreground">{\`Nothing in this \${kind}.\`}</p>
        ) : (
          <ol className="divide-y">
            {agenda.map((day) => (
              <li key={day} className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2 px-4 py-3">
                <span className={cn('text-center', day === today && 'font-semibold text-primary-text')}>
                  <span className="block text-lg tabular-nums leading-6">{Number(day.slice(8))}</span>
                  <span className="block text-muted-foreground text-xs">{format(parseISO(day), 'EEE')}</span>
                </span>
                <ul className="grid gap-2">
                  {byDay.get(day)?.map(({ id, label, time, note }) => (
                    <li key={id}>
                      <Link
                        href={\`\${path}/\${id}\`}
                        className="block rounded-md outline-none focus-visible:ring-[3px] focus-visible:ring-ring/40"
                      >
                        <span className="block truncate font-medium text-[13px]">{label}</span>
                        <span className="block text-muted-foreground text-xs tabular-nums">
                          {[time, note].filter(Boolean).join(' · ')}
                        </span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        )}
      </div>
    </>
  );
}
`;
