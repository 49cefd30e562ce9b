import type { ComponentProps } from 'react';
import { Label } from '@/components/ui/label';
import { cn } from '@/lib/utils';

export function FieldSet({ className, ...props }: ComponentProps<'fieldset'>) {
  return <fieldset data-slot="field-set" className={cn('flex flex-col gap-5', className)} {...props} />;
}

export function FieldLegend({ className, ...props }: ComponentProps<'legend'>) {
  return (
    <legend
      data-slot="field-legend"
      className={cn('mb-1 font-semibold text-sm tracking-tight', className)}
      {...props}
    />
  );
}

export function FieldGroup({ className, ...props }: ComponentProps<'div'>) {
  return <div data-slot="field-group" className={cn('flex w-full flex-col gap-5', className)} {...props} />;
}

export function Field({
  className,
  orientation = 'vertical',
  ...props
}: ComponentProps<'div'> & { orientation?: 'vertical' | 'horizontal' }) {
  return (
    <div
      data-slot="field"
      data-orientation={orientation}
      className={cn(
        'group/field flex w-full min-w-0 gap-2',
        orientation === 'vertical' ? 'flex-col' : 'flex-row items-center justify-between gap-4',
        className,
      )}
      {...props}
    />
  );
}

export function FieldContent({ className, ...props }: ComponentProps<'div'>) {
  return <div data-slot="field-content" className={cn('flex flex-1 flex-col gap-1.5', className)} {...props} />;
}

export function FieldLabel({
  className,
  required,
  children,
  ...props
}: ComponentProps<typeof Label> & { required?: boolean }) {
  return (
    <Label
      data-slot="field-label"
      // Drawn by CSS, so that the star is no part of the control's name.
      className={cn('w-fit', required && "after:text-destructive-text after:content-['*'/'']", className)}
      {...props}
    >
      {children}
    </Label>
  );
}

export function FieldTitle({ className, ...props }: ComponentProps<'div'>) {
  return <div data-slot="field-title" className={cn('font-medium text-[13px] leading-none', className)} {...props} />;
}

export function FieldDescription({ className, ...props }: ComponentProps<'p'>) {
  return (
    <p
      data-slot="field-description"
      className={cn('text-[13px] text-muted-foreground leading-normal', className)}
      {...props}
    />
  );
}

export function FieldSeparator({ className, ...props }: ComponentProps<'hr'>) {
  return <hr data-slot="field-separator" className={cn('border-border', className)} {...props} />;
}

export function FieldError({ className, children, ...props }: ComponentProps<'p'>) {
  if (!children) return null;
  return (
    <p role="alert" data-slot="field-error" className={cn('text-[13px] text-destructive-text', className)} {...props}>
      {children}
    </p>
  );
}
