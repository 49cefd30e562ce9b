'use client';

import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { cn } from '@/lib/utils';

export function InputGroup({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      role="presentation"
      data-slot="input-group"
      className={cn(
        'group/input-group relative flex h-9 w-full min-w-0 items-center rounded-md border border-input bg-card shadow-xs outline-none transition-[color,box-shadow,border-color] has-[>textarea]:h-auto has-[[data-slot=input-group-control]:focus-visible]:border-ring has-[[data-slot=input-group-control][aria-invalid=true]]:border-destructive has-[[data-slot=input-group-control]:focus-visible]:ring-[3px] has-[[data-slot=input-group-control]:focus-visible]:ring-ring/25 has-[[data-slot=input-group-control][aria-invalid=true]]:ring-destructive/20 dark:bg-input/30',
        className,
      )}
      {...props}
    />
  );
}

const inputGroupAddonVariants = cva(
  "flex h-auto select-none items-center justify-center gap-2 py-1.5 text-muted-foreground text-sm [&>svg:not([class*='size-'])]:size-4",
  {
    variants: {
      align: { start: 'order-first pl-3', end: 'order-last pr-1.5' },
    },
    defaultVariants: { align: 'start' },
  },
);

export function InputGroupAddon({
  className,
  align,
  ...props
}: ComponentProps<'div'> & VariantProps<typeof inputGroupAddonVariants>) {
  return <div data-slot="input-group-addon" className={cn(inputGroupAddonVariants({ align }), className)} {...props} />;
}

export function InputGroupButton({ className, ...props }: ComponentProps<typeof Button>) {
  return (
    <Button
      type="button"
      variant="ghost"
      size="icon-sm"
      className={cn('size-6 rounded-[5px] text-muted-foreground', className)}
      {...props}
    />
  );
}

export function InputGroupText({ className, ...props }: ComponentProps<'span'>) {
  return <span className={cn('flex items-center gap-2 text-muted-foreground text-sm', className)} {...props} />;
}

const bare = 'flex-1 rounded-none border-0 bg-transparent shadow-none focus-visible:ring-0 dark:bg-transparent';

export function InputGroupInput({ className, ...props }: ComponentProps<'input'>) {
  return <Input data-slot="input-group-control" className={cn(bare, className)} {...props} />;
}

export function InputGroupTextarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <Textarea data-slot="input-group-control" className={cn(bare, 'resize-none py-3', className)} {...props} />;
}
