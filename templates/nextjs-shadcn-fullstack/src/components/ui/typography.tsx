import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

export function Heading1({ className, ...props }: ComponentProps<'h1'>) {
  return (
    <h1 className={cn('text-balance font-semibold text-3xl leading-tight tracking-tight', className)} {...props} />
  );
}

export function Heading2({ className, ...props }: ComponentProps<'h2'>) {
  return <h2 className={cn('font-semibold text-xl leading-8 tracking-tight', className)} {...props} />;
}

export function Heading3({ className, ...props }: ComponentProps<'h3'>) {
  return <h3 className={cn('font-semibold text-base tracking-tight', className)} {...props} />;
}

export function Paragraph({ className, ...props }: ComponentProps<'p'>) {
  return <p className={cn('text-pretty leading-relaxed [&:not(:first-child)]:mt-4', className)} {...props} />;
}

export function Lead({ className, ...props }: ComponentProps<'p'>) {
  return <p className={cn('text-pretty text-base text-muted-foreground leading-relaxed', className)} {...props} />;
}

export function Blockquote({ className, ...props }: ComponentProps<'blockquote'>) {
  return <blockquote className={cn('border-l-2 pl-4 text-muted-foreground italic', className)} {...props} />;
}

export function InlineCode({ className, ...props }: ComponentProps<'code'>) {
  return <code className={cn('rounded bg-muted px-1 py-0.5 font-mono text-[0.85em]', className)} {...props} />;
}
