import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';

export function Examples({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-4 font-semibold text-base tracking-tight">{title}</h2>
      <div className="grid gap-4 md:grid-cols-2">{children}</div>
    </section>
  );
}

/** One component in use, under its name. */
export function Example({ title, wide, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={cn('min-w-0 rounded-xl border bg-card p-5 shadow-xs', wide && 'md:col-span-2')}>
      <h3 className="mb-4 text-muted-foreground text-xs">{title}</h3>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </div>
  );
}
