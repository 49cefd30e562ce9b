import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';

/** A record's fields, each with its name. */
export function DetailList({ children }: { children: ReactNode }) {
  return <dl className="grid overflow-hidden rounded-xl border bg-card shadow-xs sm:grid-cols-2">{children}</dl>;
}

/** One field. `wide` gives it a line of its own. Nothing to show is shown as a dash. */
export function Detail({ label, wide, children }: { label: string; wide?: boolean; children?: ReactNode }) {
  const empty = children === null || children === undefined || children === '';
  return (
    <div className={cn('-mt-px min-w-0 border-t px-5 py-3.5', wide && 'sm:col-span-2')}>
      <dt className="mb-1 text-muted-foreground text-xs">{label}</dt>
      <dd className="min-h-5 [overflow-wrap:anywhere]">
        {empty ? (
          <span className="text-muted-foreground">
            <span aria-hidden="true">—</span>
            <span className="sr-only">Empty</span>
          </span>
        ) : (
          children
        )}
      </dd>
    </div>
  );
}

/** A record's page in two columns: the record, and beside it what belongs to it. */
export function DetailColumns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-6">{children}</div>
      <aside className="flex min-w-0 flex-col gap-6">{aside}</aside>
    </div>
  );
}

/** A titled part of a record's page. */
export function DetailSection({
  title,
  action,
  children,
}: {
  title: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section>
      <div className="mb-2.5 flex min-h-8 items-center justify-between gap-3">
        <h2 className="font-semibold text-sm tracking-tight">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
