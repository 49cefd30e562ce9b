'use client';

import { type ComponentProps, type CSSProperties, createContext, type ReactNode, use, useId, useMemo } from 'react';
import { Legend, ResponsiveContainer, Tooltip } from 'recharts';
import { cn } from '@/lib/utils';

/** What each series of a chart is called and which colour token it uses. */
export type ChartConfig = Record<string, { label?: ReactNode; color?: string }>;

const ChartContext = createContext<ChartConfig | null>(null);

function useChart(): ChartConfig {
  const config = use(ChartContext);
  if (!config) throw new Error('useChart must be used within <ChartContainer>');
  return config;
}

export function ChartContainer({
  id,
  className,
  children,
  config,
  ...props
}: ComponentProps<'div'> & { config: ChartConfig; children: ComponentProps<typeof ResponsiveContainer>['children'] }) {
  const uniqueId = useId();
  const style = useMemo(() => {
    const colors: Record<string, string> = {};
    for (const [key, series] of Object.entries(config)) if (series.color) colors[`--color-${key}`] = series.color;
    return colors as CSSProperties;
  }, [config]);
  return (
    <ChartContext value={config}>
      <div
        data-slot="chart"
        id={id ?? `chart-${uniqueId.replace(/:/g, '')}`}
        style={style}
        className={cn(
          "flex aspect-video justify-center text-xs [&_.recharts-cartesian-axis-tick_text]:fill-muted-foreground [&_.recharts-cartesian-grid_line[stroke='#ccc']]:stroke-border/60 [&_.recharts-curve.recharts-tooltip-cursor]:stroke-border [&_.recharts-layer]:outline-hidden [&_.recharts-rectangle.recharts-tooltip-cursor]:fill-muted [&_.recharts-sector]:outline-hidden [&_.recharts-surface]:outline-hidden",
          className,
        )}
        {...props}
      >
        <ResponsiveContainer initialDimension={{ width: 640, height: 220 }}>{children}</ResponsiveContainer>
      </div>
    </ChartContext>
  );
}

export const ChartTooltip = Tooltip;
export const ChartLegend = Legend;

type Payload = { dataKey?: string | number; name?: string | number; value?: unknown; color?: string };

export function ChartTooltipContent({
  active,
  payload,
  label,
  className,
  labelFormatter,
}: {
  active?: boolean;
  payload?: readonly Payload[];
  label?: ReactNode;
  className?: string;
  labelFormatter?: (label: ReactNode) => ReactNode;
}) {
  const config = useChart();
  if (!active || !payload?.length) return null;
  return (
    <div
      className={cn(
        'grid min-w-32 items-start gap-1.5 rounded-lg border bg-popover px-3 py-2 text-popover-foreground text-xs shadow-popover',
        className,
      )}
    >
      <div className="font-medium">{labelFormatter ? labelFormatter(label) : label}</div>
      {payload.map((item) => {
        const key = String(item.dataKey ?? item.name ?? 'value');
        return (
          <div key={key} className="flex items-center gap-2">
            <span
              className="size-2 shrink-0 rounded-[2px]"
              style={{ background: `var(--color-${key}, ${item.color})` }}
            />
            <span className="text-muted-foreground">{config[key]?.label ?? item.name}</span>
            <span className="ml-auto pl-4 font-medium tabular-nums">{String(item.value)}</span>
          </div>
        );
      })}
    </div>
  );
}

export function ChartLegendContent({ payload, className }: { payload?: readonly Payload[]; className?: string }) {
  const config = useChart();
  if (!payload?.length) return null;
  return (
    <div className={cn('flex flex-wrap items-center justify-center gap-4 pt-3', className)}>
      {payload.map((item) => {
        const key = String(item.dataKey ?? 'value');
        return (
          <div key={key} className="flex items-center gap-1.5 text-muted-foreground">
            <span
              className="size-2 shrink-0 rounded-[2px]"
              style={{ background: `var(--color-${key}, ${item.color})` }}
            />
            {config[key]?.label ?? key}
          </div>
        );
      })}
    </div>
  );
}
