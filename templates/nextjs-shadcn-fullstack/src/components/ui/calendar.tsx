'use client';

import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp } from 'lucide-react';
import type { ComponentProps } from 'react';
import { DayPicker, getDefaultClassNames } from 'react-day-picker';
import { buttonVariants } from '@/components/ui/button';
import { cn } from '@/lib/utils';

const chevrons = { left: ChevronLeft, right: ChevronRight, up: ChevronUp, down: ChevronDown };

function CalendarChevron({
  className,
  orientation = 'left',
}: {
  className?: string;
  orientation?: keyof typeof chevrons;
}) {
  const Icon = chevrons[orientation];
  return <Icon className={cn('size-4', className)} />;
}

export function Calendar({
  className,
  classNames,
  showOutsideDays = true,
  captionLayout = 'label',
  ...props
}: ComponentProps<typeof DayPicker>) {
  const defaults = getDefaultClassNames();
  const nav = cn(
    buttonVariants({ variant: 'ghost', size: 'icon-sm' }),
    'text-muted-foreground aria-disabled:opacity-50',
  );
  return (
    <DayPicker
      showOutsideDays={showOutsideDays}
      captionLayout={captionLayout}
      className={cn('bg-transparent p-3', className)}
      classNames={{
        root: cn('w-fit', defaults.root),
        months: cn('relative flex flex-col gap-4 md:flex-row', defaults.months),
        month: cn('flex w-full flex-col gap-3', defaults.month),
        nav: cn('absolute inset-x-0 top-0 flex w-full items-center justify-between gap-1', defaults.nav),
        button_previous: nav,
        button_next: nav,
        month_caption: cn('flex h-8 w-full items-center justify-center px-9', defaults.month_caption),
        caption_label: cn('select-none font-medium text-sm', defaults.caption_label),
        dropdowns: cn('flex h-8 w-full items-center justify-center gap-1.5 font-medium text-sm', defaults.dropdowns),
        dropdown_root: cn('relative rounded-md border border-input px-1 shadow-xs', defaults.dropdown_root),
        dropdown: cn('absolute inset-0 bg-popover opacity-0', defaults.dropdown),
        month_grid: 'w-full border-collapse',
        weekdays: cn('flex', defaults.weekdays),
        weekday: cn('w-9 select-none rounded-md font-normal text-[0.75rem] text-muted-foreground', defaults.weekday),
        week: cn('mt-1 flex w-full', defaults.week),
        day: cn('relative size-9 select-none p-0 text-center text-sm', defaults.day),
        day_button: cn(
          buttonVariants({ variant: 'ghost', size: 'icon' }),
          'rounded-md font-normal tabular-nums',
          defaults.day_button,
        ),
        selected:
          '[&>button]:bg-primary [&>button]:text-primary-foreground [&>button]:hover:bg-primary-hover [&>button]:hover:text-primary-foreground',
        range_middle: '[&>button]:bg-accent [&>button]:text-accent-foreground',
        today: '[&>button]:font-semibold [&:not([data-selected])>button]:text-primary-text',
        outside: 'text-muted-foreground opacity-60',
        disabled: 'text-muted-foreground opacity-50',
        hidden: 'invisible',
        ...classNames,
      }}
      components={{ Chevron: CalendarChevron }}
      {...props}
    />
  );
}
