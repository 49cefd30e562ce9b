/** src/features/dashboard/breakdowns.ts */
export const BREAKDOWNS = `import { addMonths, format, startOfMonth, subMonths } from 'date-fns';
import { and, count, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { db } from '@/db';

/** How many records have a value, and the sum of their amounts in cents where they have amounts. */
export type ValueCount = { value: string | null; count: number; sum: number | null };

/** The condition "only" says which rows count; left out, all of them. */
export function countBy(
  table: SQLiteTable,
  column: SQLiteColumn,
  amount?: SQLiteColumn,
  only?: SQL,
): Promise<ValueCount[]> {
  return db
    .select({
      value: sql<string | null>\`\${column}\`,
      count: count(),
      sum: amount ? sql<number | null>\`sum(\${amount})\` : sql<null>\`null\`,
    })
    .from(table)
    .where(only)
    .groupBy(column);
}

/** The sum of the amounts (in cents) whose date is in a month. */
export type MonthSum = { month: Date; sum: number };

/** This month and the five before it, the oldest first. \`date\` holds calendar days, \`yyyy-MM-dd\`. */
export async function sumByMonth(
  table: SQLiteTable,
  date: SQLiteColumn,
  amount: SQLiteColumn,
  only?: SQL,
  today = new Date(),
): Promise<MonthSum[]> {
  const months = Array.from({ length: 6 }, (_, back) => startOfMonth(subMonths(today, 5 - back)));
  const day = (moment: Date) => format(moment, 'yyyy-MM-dd');
  const month = sql<string>\`substr(\${date}, 1, 7)\`;
  const rows = await db
    .select({ month, sum: sql<number>\`total(\${amount})\` })
    .from(table)
    .where(and(gte(date, day(months[0] ?? today)), lt(date, day(addMonths(startOfMonth(today), 1))), only))
    .groupBy(month);
  const sums = new Map(rows.map((row) => [row.month, row.sum]));
  return months.map((start) => ({ month: start, sum: sums.get(format(start, 'yyyy-MM')) ?? 0 }));
}
`;

/** src/features/dashboard/breakdown-card.tsx */
export const BREAKDOWN_CARD = `import Link from 'next/link';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import type { ValueCount } from '@/features/dashboard/breakdowns';
import { formatMoney, formatNumber } from '@/lib/format';
import { cn } from '@/lib/utils';

const colors = ['bg-chart-1', 'bg-chart-2', 'bg-chart-3', 'bg-chart-4', 'bg-chart-5'];

/** A bar for each of a few values. Where \`path\` and \`name\` are given, each leads to the list of its records. */
export function BreakdownCard({
  title,
  path,
  name,
  values,
  counts,
  currency,
}: {
  title: string;
  path?: string;
  name?: string;
  values: readonly string[];
  counts: ValueCount[];
  currency?: string;
}) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const withSums = counts.some(({ sum }) => sum !== null);
  return (
    <Card className="gap-3">
      <CardHeader>
        <CardTitle>
          <h2>{title}</h2>
        </CardTitle>
      </CardHeader>
      <CardContent className="px-2.5">
        <ul>
          {values.map((value, index) => {
            const found = counts.find((entry) => entry.value === value);
            const row = (
              <>
                <span className="flex items-baseline justify-between gap-3 text-[13px]">
                  <span className="truncate">{value}</span>
                  <span className="flex shrink-0 gap-3 tabular-nums">
                    {withSums && found && (
                      <span className="text-muted-foreground">{formatMoney(found.sum ?? 0, currency)}</span>
                    )}
                    <span className="min-w-6 text-right font-medium">{formatNumber(found?.count ?? 0)}</span>
                  </span>
                </span>
                <span aria-hidden="true" className="mt-1.5 block h-1.5 overflow-hidden rounded-full bg-muted">
                  <span
                    className={cn('block h-full rounded-full', colors[index % colors.length])}
                    style={{ width: \`\${((found?.count ?? 0) / most) * 100}%\` }}
                  />
                </span>
              </>
            );
            return (
              <li key={value}>
                {path && name ? (
                  <Link
                    href={\`\${path}?\${new URLSearchParams({ [name]: value })}\`}
                    className="block rounded-md px-2.5 py-2 outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/40"
                  >
                    {row}
                  </Link>
                ) : (
                  <div className="px-2.5 py-2">{row}</div>
                )}
              </li>
            );
          })}
        </ul>
      </CardContent>
    </Card>
  );
}
`;

/** src/features/dashboard/months-card.tsx */
export const MONTHS_CARD = `import { format } from 'date-fns';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import type { MonthSum } from '@/features/dashboard/breakdowns';
import { formatMoney } from '@/lib/format';

/** What six months came to, as columns. */
export function MonthsCard({
  title,
  description,
  months,
  currency,
}: {
  title: string;
  description: string;
  months: MonthSum[];
  currency?: string;
}) {
  const most = Math.max(1, ...months.map(({ sum }) => sum));
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>{title}</h2>
        </CardTitle>
        <CardDescription>{description}</CardDescription>
      </CardHeader>
      <CardContent>
        <ol className="grid grid-cols-6 gap-2">
          {months.map(({ month, sum }) => (
            <li key={month.toISOString()} className="flex min-w-0 flex-col items-center gap-1.5 text-center">
              <span aria-hidden="true" className="flex h-28 w-full items-end justify-center">
                <span
                  className="block min-h-0.5 w-full max-w-10 rounded-t-sm bg-chart-1"
                  style={{ height: \`\${(Math.max(0, sum) / most) * 100}%\` }}
                />
              </span>
              <span className="w-full truncate text-[11px] tabular-nums" title={formatMoney(sum, currency)}>
                {formatMoney(sum, currency)}
              </span>
              <span className="text-muted-foreground text-xs">{format(month, 'MMM')}</span>
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}
`;
