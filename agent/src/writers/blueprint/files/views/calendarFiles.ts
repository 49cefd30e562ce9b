/** src/lib/month.ts */
export const MONTH_LIBRARY = `import { addDays, addMonths, endOfMonth, endOfWeek, format, parse, startOfMonth, startOfWeek } from 'date-fns';

/** A month as an address says it (\`yyyy-MM\`), or the month of today. */
export function parseMonth(text: string | string[] | undefined, today = new Date()): Date {
  const month = typeof text === 'string' && /^\\d{4}-(?:0[1-9]|1[0-2])$/.test(text) ? text : format(today, 'yyyy-MM');
  return parse(month, 'yyyy-MM', startOfMonth(today));
}

export const monthKey = (month: Date): string => format(month, 'yyyy-MM');

/** The month so many months away, as an address says it. */
export const monthAway = (month: Date, count: number): string => monthKey(addMonths(month, count));

/** The address of a month of a calendar, with the words that it is searched for. */
export function monthHref(path: string, month: string, q: string): string {
  return \`\${path}?\${new URLSearchParams({ month, ...(q ? { q } : {}) })}\`;
}

/** The days of the weeks that a month has part in, from Monday on, \`yyyy-MM-dd\`. */
export function daysShown(month: Date): string[] {
  const start = startOfWeek(startOfMonth(month), { weekStartsOn: 1 });
  const end = endOfWeek(endOfMonth(month), { weekStartsOn: 1 });
  const days: string[] = [];
  for (let day = start; day <= end; day = addDays(day, 1)) days.push(format(day, 'yyyy-MM-dd'));
  return days;
}
`;

/** src/lib/month.test.ts */
export const MONTH_TEST = `import { expect, test } from 'vitest';
import { daysShown, monthAway, monthKey, parseMonth } from '@/lib/month';

const today = new Date(2026, 0, 31);

test('a month is read from the address, and what is none is the month of today', () => {
  expect(monthKey(parseMonth('2031-03', today))).toBe('2031-03');
  for (const text of [undefined, '2031-13', 'x', ['2031-03']]) expect(monthKey(parseMonth(text, today))).toBe('2026-01');
});

test('the months beside a long one are the ones beside it', () => {
  expect([monthAway(parseMonth('2026-01', today), 1), monthAway(parseMonth('2026-01', today), -1)]).toEqual([
    '2026-02',
    '2025-12',
  ]);
});

test('whole weeks are shown, from Monday on', () => {
  const days = daysShown(parseMonth('2026-03', today));
  expect([days.length, days[0], days.at(-1)]).toEqual([42, '2026-02-23', '2026-04-05']);
  expect(daysShown(parseMonth('2021-02', today))).toHaveLength(28);
});
`;

/** src/components/calendar/month-navigation.tsx */
export const MONTH_NAVIGATION = `import { format } from 'date-fns';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { monthAway, monthHref } from '@/lib/month';

/** The name of the month, and the ways to the ones beside it and to today's. */
export function MonthNavigation({ path, month, q }: { path: string; month: Date; q: string }) {
  return (
    <div className="flex items-center justify-between gap-3 border-b px-4 py-2.5">
      <h2 className="font-semibold text-sm tracking-tight" aria-live="polite">
        {format(month, 'MMMM yyyy')}
      </h2>
      <div className="flex items-center gap-1">
        <Button asChild variant="ghost" size="sm">
          <Link href={q ? \`\${path}?q=\${encodeURIComponent(q)}\` : path}>Today</Link>
        </Button>
        <Button asChild variant="ghost" size="icon-sm">
          <Link href={monthHref(path, monthAway(month, -1), q)} aria-label="Previous month">
            <ChevronLeft />
          </Link>
        </Button>
        <Button asChild variant="ghost" size="icon-sm">
          <Link href={monthHref(path, monthAway(month, 1), q)} aria-label="Next month">
            <ChevronRight />
          </Link>
        </Button>
      </div>
    </div>
  );
}
`;

/** src/components/calendar/month-calendar.tsx */
export const MONTH_CALENDAR = `'use client';

import { format, isSameMonth, parseISO } from 'date-fns';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { monthAway, monthHref } from '@/lib/month';
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
 * A month as a grid of days, and as a list of its days on phones. Arrow keys go from day to day, Page Up and Page Down from
 * month to month, Tab through the records.
 */
export function MonthCalendar({
  month,
  today,
  days,
  items,
  path,
  calendar,
  q,
}: {
  /** \`yyyy-MM\` */
  month: string;
  today: string;
  days: string[];
  items: CalendarItem[];
  /** Where the page of a record is. */
  path: string;
  /** Where this page is. */
  calendar: string;
  q: string;
}) {
  const router = useRouter();
  const grid = useRef<HTMLTableElement>(null);
  const [isLocal, setLocal] = useState(false);
  const [focused, setFocused] = useState(days.includes(today) ? today : \`\${month}-01\`);
  const [open, setOpen] = useState('');
  useEffect(() => setLocal(true), []);

  const placed = items
    .map((item) => ({ ...item, ...placeOf(item.at, isLocal) }))
    .sort((a, b) => \`\${a.day}\${a.time}\`.localeCompare(\`\${b.day}\${b.time}\`));
  const byDay = new Map<string, typeof placed>();
  for (const item of placed) byDay.set(item.day, [...(byDay.get(item.day) ?? []), item]);
  const shownMonth = parseISO(\`\${month}-01\`);
  const previousHref = monthHref(calendar, monthAway(shownMonth, -1), q);
  const nextHref = monthHref(calendar, monthAway(shownMonth, 1), q);
  const inMonth = (day: string) => isSameMonth(parseISO(day), shownMonth);
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const agenda = days.filter((day) => inMonth(day) && byDay.has(day));

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
        <caption className="sr-only">{format(shownMonth, 'MMMM yyyy')}</caption>
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
                const shown = open === day ? found : found.slice(0, mostShown);
                return (
                  <td
                    key={day}
                    className={cn('h-28 border-b border-l p-1 align-top first:border-l-0', !inMonth(day) && 'bg-muted/40')}
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
                        !inMonth(day) && 'text-muted-foreground',
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
          <p className="p-6 text-center text-muted-foreground">Nothing in this month.</p>
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
