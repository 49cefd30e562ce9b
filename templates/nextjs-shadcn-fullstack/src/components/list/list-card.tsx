import type { ReactNode } from 'react';

/** The box around a list's table. */
export function ListCard({ children }: { children: ReactNode }) {
  return <div className="overflow-hidden rounded-xl border bg-card shadow-xs">{children}</div>;
}

/** The row of search box and filters above it. */
export function ListToolbar({ children }: { children: ReactNode }) {
  return <div className="mb-4 flex flex-wrap items-center gap-2">{children}</div>;
}
