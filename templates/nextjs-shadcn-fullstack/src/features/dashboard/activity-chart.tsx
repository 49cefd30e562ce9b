'use client';

import { format, parseISO } from 'date-fns';
import { Bar, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import {
  type ChartConfig,
  ChartContainer,
  ChartLegend,
  ChartLegendContent,
  ChartTooltip,
  ChartTooltipContent,
} from '@/components/ui/chart';
import type { ActivityDay } from '@/features/dashboard/queries';

const colors = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)', 'var(--chart-5)'];

/** Bars per day, one colour per kind of record. */
export function ActivityChart({ series, days }: { series: { slug: string; plural: string }[]; days: ActivityDay[] }) {
  const config: ChartConfig = Object.fromEntries(
    series.map(({ slug, plural }, index) => [slug, { label: plural, color: colors[index % colors.length] }]),
  );
  return (
    <ChartContainer config={config} className="aspect-auto h-full min-h-60 w-full">
      <BarChart accessibilityLayer data={days} margin={{ left: -24, right: 0, top: 4 }}>
        <CartesianGrid vertical={false} />
        <XAxis
          dataKey="day"
          tickLine={false}
          axisLine={false}
          tickMargin={8}
          minTickGap={40}
          tickFormatter={(day: string) => format(parseISO(day), 'd MMM')}
        />
        <YAxis allowDecimals={false} tickLine={false} axisLine={false} width={48} />
        <ChartTooltip
          content={<ChartTooltipContent labelFormatter={(day) => format(parseISO(String(day)), 'EEEE, d MMM')} />}
        />
        {series.length > 1 && <ChartLegend content={<ChartLegendContent />} />}
        {series.map(({ slug }) => (
          <Bar
            key={slug}
            dataKey={slug}
            stackId="all"
            fill={`var(--color-${slug})`}
            maxBarSize={18}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ChartContainer>
  );
}
