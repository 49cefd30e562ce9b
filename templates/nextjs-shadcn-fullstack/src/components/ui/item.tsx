import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { Separator } from '@/components/ui/separator';
import { cn } from '@/lib/utils';

export function ItemGroup({ className, ...props }: ComponentProps<'ul'>) {
  return <ul data-slot="item-group" className={cn('group/item-group flex flex-col', className)} {...props} />;
}

export function ItemSeparator({ className, ...props }: ComponentProps<typeof Separator>) {
  return <Separator data-slot="item-separator" className={cn('my-0', className)} {...props} />;
}

const itemVariants = cva(
  'group/item flex flex-wrap items-center rounded-lg border border-transparent text-sm outline-none transition-colors duration-100 focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/40 [a&]:hover:bg-accent/50',
  {
    variants: {
      variant: { default: 'bg-transparent', outline: 'border-border bg-card shadow-xs', muted: 'bg-muted/50' },
      size: { default: 'gap-4 p-4', sm: 'gap-2.5 px-4 py-3' },
    },
    defaultVariants: { variant: 'default', size: 'default' },
  },
);

export function Item({
  className,
  variant,
  size,
  asChild = false,
  ...props
}: ComponentProps<'div'> & VariantProps<typeof itemVariants> & { asChild?: boolean }) {
  const Comp = asChild ? Slot.Root : 'div';
  return <Comp data-slot="item" className={cn(itemVariants({ variant, size }), className)} {...props} />;
}

const itemMediaVariants = cva(
  'flex shrink-0 items-center justify-center gap-2 group-has-[[data-slot=item-description]]/item:translate-y-0.5 group-has-[[data-slot=item-description]]/item:self-start [&_svg]:pointer-events-none',
  {
    variants: {
      variant: {
        default: 'bg-transparent',
        icon: "size-8 rounded-md border bg-muted [&_svg:not([class*='size-'])]:size-4",
        image: 'size-10 overflow-hidden rounded-md [&_img]:size-full [&_img]:object-cover',
      },
    },
    defaultVariants: { variant: 'default' },
  },
);

export function ItemMedia({
  className,
  variant,
  ...props
}: ComponentProps<'div'> & VariantProps<typeof itemMediaVariants>) {
  return <div data-slot="item-media" className={cn(itemMediaVariants({ variant }), className)} {...props} />;
}

export function ItemContent({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="item-content"
      className={cn('flex flex-1 flex-col gap-1 [&+[data-slot=item-content]]:flex-none', className)}
      {...props}
    />
  );
}

export function ItemTitle({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="item-title"
      className={cn('flex w-fit items-center gap-2 font-medium text-sm leading-snug', className)}
      {...props}
    />
  );
}

export function ItemDescription({ className, ...props }: ComponentProps<'p'>) {
  return (
    <p
      data-slot="item-description"
      className={cn('line-clamp-2 text-balance font-normal text-muted-foreground text-sm leading-normal', className)}
      {...props}
    />
  );
}

export function ItemActions({ className, ...props }: ComponentProps<'div'>) {
  return <div data-slot="item-actions" className={cn('flex items-center gap-2', className)} {...props} />;
}

export function ItemHeader({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="item-header"
      className={cn('flex basis-full items-center justify-between gap-2', className)}
      {...props}
    />
  );
}

export function ItemFooter({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="item-footer"
      className={cn('flex basis-full items-center justify-between gap-2', className)}
      {...props}
    />
  );
}
