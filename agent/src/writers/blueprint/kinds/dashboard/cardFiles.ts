/** src/features/figures/measure-cards.tsx */
export const MEASURE_CARDS_FILE = `import Link from 'next/link';
import type { Figures } from '@/features/figures/figures';
import { formatFigure } from '@/features/figures/format-figure';
import { cn } from '@/lib/utils';

/** What each measure comes to. The chosen one is what the charts show. */
export function MeasureCards({ figures: { totals, measure }, hrefOf }: { figures: Figures; hrefOf: (id: string) => string }) {
  return (
    <ul className={cn('grid grid-cols-2 gap-3 md:gap-5', totals.length > 2 && 'sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]')}>
      {totals.map(({ measure: one, total }) => {
        const chosen = one.id === measure.id;
        return (
          <li key={one.id} className={totals.length === 1 ? 'col-span-2' : undefined}>
            <Link
              href={hrefOf(one.id)}
              scroll={false}
              aria-current={chosen ? 'true' : undefined}
              className={cn(
                'block h-full rounded-xl border bg-card p-4 shadow-xs outline-none transition-colors hover:border-ring/40 focus-visible:ring-[3px] focus-visible:ring-ring/40 md:p-5',
                chosen && totals.length > 1 && 'border-primary/60 ring-1 ring-primary/40 hover:border-primary/60',
              )}
            >
              <span className="block truncate text-[13px] text-muted-foreground">{one.label}</span>
              <span className="mt-1.5 block break-words font-semibold text-xl tabular-nums tracking-tight sm:text-2xl">
                {formatFigure(total, one)}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
`;

/** src/features/figures/over-time-card.tsx */
export const OVER_TIME_CARD_FILE = `import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Figures } from '@/features/figures/figures';
import { formatFigure, formatOf } from '@/features/figures/format-figure';
import { OverTimeChart } from '@/features/figures/over-time-chart';

/** The chosen measure month by month, or year by year; its numbers below on demand. */
export function OverTimeCard({
  figures: { measure, buckets },
  dayLabel,
  numbers,
  numbersHref,
}: {
  figures: Figures;
  dayLabel: string;
  numbers: boolean;
  numbersHref: string;
}) {
  const unit = buckets[0]?.key.length === 4 ? 'year' : 'month';
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>{\`\${measure.label} by \${unit}\`}</h2>
        </CardTitle>
        <CardDescription>{\`By “\${dayLabel}”\`}</CardDescription>
        <CardAction>
          <Button asChild variant="ghost" size="sm">
            <Link href={numbersHref} scroll={false}>
              {numbers ? 'Hide numbers' : 'Show numbers'}
            </Link>
          </Button>
        </CardAction>
      </CardHeader>
      <CardContent className="flex-1">
        <OverTimeChart
          title={\`\${measure.label} by \${unit}\`}
          label={measure.label}
          format={formatOf(measure)}
          buckets={buckets.map(({ label, total }) => ({ label, total }))}
        />
        {numbers && (
          <Table className="mt-4">
            <TableHeader>
              <TableRow>
                <TableHead className="capitalize">{unit}</TableHead>
                <TableHead className="text-right">{measure.label}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {buckets.toReversed().map(({ key, label, total }) => (
                <TableRow key={key}>
                  <TableCell>{label}</TableCell>
                  <TableCell className="text-right tabular-nums">{formatFigure(total, measure)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </CardContent>
    </Card>
  );
}
`;

/** src/features/figures/over-time-chart.tsx */
export const OVER_TIME_CHART_FILE = `'use client';

import { Bar, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import { ChartContainer, ChartTooltip } from '@/components/ui/chart';
import { type FigureFormat, formatFigure, shortFigure } from '@/features/figures/format-figure';

/** Bars over time. */
export function OverTimeChart({
  title,
  label,
  format,
  buckets,
}: {
  title: string;
  label: string;
  format: FigureFormat;
  buckets: { label: string; total: number }[];
}) {
  return (
    <ChartContainer
      config={{ total: { label, color: 'var(--chart-1)' } }}
      className="aspect-auto h-64 w-full"
    >
      <BarChart accessibilityLayer title={title} data={buckets} margin={{ left: 0, right: 0, top: 4 }}>
        <CartesianGrid vertical={false} />
        <XAxis
          dataKey="label"
          tickLine={false}
          axisLine={false}
          tickMargin={8}
          minTickGap={12}
          tickFormatter={(name: string) => name.split(' ')[0] ?? name}
        />
        <YAxis
          allowDecimals={format.kind !== 'count'}
          tickLine={false}
          axisLine={false}
          width={44}
          tickFormatter={(value: number) => shortFigure(value, format)}
        />
        <ChartTooltip
          cursor={{ fill: 'var(--muted)' }}
          content={({ active, payload }) => {
            const [item] = payload ?? [];
            if (!active || !item) return null;
            const { label: month, total } = item.payload as { label: string; total: number };
            return (
              <div className="grid gap-0.5 rounded-lg border bg-popover px-3 py-2 text-popover-foreground text-xs shadow-popover">
                <span className="text-muted-foreground">{month}</span>
                <span className="font-medium tabular-nums">{formatFigure(total, format)}</span>
              </div>
            );
          }}
        />
        <Bar dataKey="total" fill="var(--color-total)" radius={[4, 4, 0, 0]} maxBarSize={44} isAnimationActive={false} />
      </BarChart>
    </ChartContainer>
  );
}
`;

/** src/features/figures/compare-card.tsx */
export const COMPARE_CARD_FILE = `import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import type { Figures } from '@/features/figures/figures';
import { formatFigure } from '@/features/figures/format-figure';
import { type Comparison, comparisons, differenceInWords } from '@/features/figures/range';
import { cn } from '@/lib/utils';

/** A period against the one before it: both numbers, and the difference in words. */
export function CompareCard({
  figures: { measure, compared },
  comparison,
  hrefOf,
}: {
  figures: Figures;
  comparison: Comparison;
  hrefOf: (comparison: Comparison) => string;
}) {
  const { now, before, whole, nowTotal, beforeTotal, wholeTotal } = compared;
  const written = (value: number) => formatFigure(value, measure);
  const Arrow = nowTotal > beforeTotal ? ArrowUpRight : nowTotal < beforeTotal ? ArrowDownRight : ArrowRight;
  const most = Math.max(nowTotal, beforeTotal, 0);
  const rows = [
    { label: now.label, total: nowTotal, color: 'bg-chart-1' },
    { label: whole ? \`\${before.label}, same days\` : before.label, total: beforeTotal, color: 'bg-chart-1/40' },
  ];
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Compared</h2>
        </CardTitle>
        <nav aria-label="Compare by" className="mt-1 flex w-fit gap-0.5 rounded-md bg-muted p-0.5">
          {comparisons.map(({ value, label }) => (
            <Link
              key={value}
              href={hrefOf(value)}
              scroll={false}
              aria-current={value === comparison ? 'true' : undefined}
              className={cn(
                'rounded px-2.5 py-1 text-muted-foreground text-xs outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/40',
                value === comparison && 'bg-card font-medium text-foreground shadow-xs',
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
      </CardHeader>
      <CardContent className="grid gap-4">
        <dl className="grid gap-3">
          {rows.map(({ label, total, color }) => (
            <div key={label} className="flex flex-wrap items-baseline justify-between gap-x-3">
              <dt className="text-[13px] text-muted-foreground">{label}</dt>
              <dd className="font-semibold text-base tabular-nums tracking-tight">{written(total)}</dd>
              <dd aria-hidden="true" className="mt-1.5 h-2 w-full overflow-hidden rounded-full bg-muted">
                <span
                  className={cn('block h-full rounded-full', color)}
                  style={{ width: \`\${most > 0 ? (Math.max(0, total) / most) * 100 : 0}%\` }}
                />
              </dd>
            </div>
          ))}
        </dl>
        <p className="flex items-start gap-2 text-[13px] leading-5">
          <Arrow aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
          <span>
            <strong className="font-medium">{differenceInWords(nowTotal, beforeTotal, written)}</strong>{' '}
            {whole ? \`in the same days of \${before.label}.\` : \`in \${before.label}.\`}
            {whole && wholeTotal !== null && (
              <span className="text-muted-foreground"> {\`All of \${whole.label} came to \${written(wholeTotal)}.\`}</span>
            )}
          </span>
        </p>
      </CardContent>
    </Card>
  );
}
`;

/** src/features/figures/group-card.tsx */
export const GROUP_CARD_FILE = `import { X } from 'lucide-react';
import Link from 'next/link';
import { Card, CardAction, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import type { GroupFigures, Measure } from '@/features/figures/figures';
import { formatFigure } from '@/features/figures/format-figure';
import { formatNumber } from '@/lib/format';

/** What each value of a field comes to, most first. Each leads to the figures of it alone. */
export function GroupCard({
  figures: { group, parts, others },
  measure,
  mean,
  chosen,
  hrefOf,
}: {
  figures: GroupFigures;
  measure: Measure;
  /** Whether the measure is an average or a share. */
  mean: boolean;
  chosen: string | undefined;
  hrefOf: (value: string | undefined) => string;
}) {
  // Averages of parts do not add up to anything.
  const sum = mean ? 0 : parts.reduce((total, part) => total + part.total, others?.total ?? 0);
  const most = Math.max(...parts.map(({ total }) => total), 0);
  return (
    <Card className="gap-3">
      <CardHeader>
        <CardTitle>
          <h2>{\`\${measure.label} by \${group.label.toLowerCase()}\`}</h2>
        </CardTitle>
        {chosen !== undefined && (
          <CardAction>
            <Link
              href={hrefOf(undefined)}
              scroll={false}
              className="value-link inline-flex items-center gap-1 text-[13px]"
            >
              <X className="size-3.5" /> Show all
            </Link>
          </CardAction>
        )}
      </CardHeader>
      <CardContent className="px-2.5">
        {parts.length === 0 ? (
          <p className="px-2.5 pb-2 text-[13px] text-muted-foreground">Nothing in this period.</p>
        ) : (
          <ul>
            {parts.map(({ value, label, total }) => {
              const row = (
                <>
                  <span className="flex items-baseline justify-between gap-3 text-[13px]">
                    <span className={value ? 'truncate' : 'truncate text-muted-foreground'}>{label}</span>
                    <span className="flex shrink-0 gap-3 tabular-nums">
                      {sum > 0 && (
                        <span className="text-muted-foreground">{\`\${formatNumber(Math.round((total / sum) * 100))}%\`}</span>
                      )}
                      <span className="min-w-6 text-right font-medium">{formatFigure(total, measure)}</span>
                    </span>
                  </span>
                  <span aria-hidden="true" className="mt-1.5 block h-1.5 overflow-hidden rounded-full bg-muted">
                    <span
                      className="block h-full rounded-full bg-chart-1"
                      style={{ width: \`\${most > 0 ? (Math.max(0, total) / most) * 100 : 0}%\` }}
                    />
                  </span>
                </>
              );
              return (
                <li key={value ?? ''}>
                  {value && value !== chosen ? (
                    <Link
                      href={hrefOf(value)}
                      scroll={false}
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
            {others && (
              <li className="flex justify-between gap-3 px-2.5 py-2 text-[13px] text-muted-foreground">
                <span>{\`\${formatNumber(others.count)} others\`}</span>
                <span className="tabular-nums">{formatFigure(others.total, measure)}</span>
              </li>
            )}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}
`;
