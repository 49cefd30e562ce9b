import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { TableHead } from '@/components/ui/table';
import { type ListParams, listHref } from '@/lib/list-params';
import { cn } from '@/lib/utils';

/** A column's head that sorts the list by it; a second click turns the order around. */
export function SortHead({
  path,
  params,
  column,
  className,
  children,
}: {
  path: string;
  params: ListParams;
  column: string;
  className?: string;
  children: ReactNode;
}) {
  const active = params.sort === column;
  const ascending = params.order === 'asc';
  const Arrow = active && !ascending ? ArrowDown : ArrowUp;
  return (
    <TableHead className={className} aria-sort={active ? (ascending ? 'ascending' : 'descending') : 'none'}>
      <Link
        href={listHref(path, params, { sort: column, order: active && ascending ? 'desc' : 'asc' })}
        scroll={false}
        className={cn(
          'group/sort -mx-1 inline-flex items-center gap-1 rounded-sm px-1 outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/40',
          active && 'text-foreground',
        )}
      >
        {children}
        <Arrow
          aria-hidden="true"
          className={cn('size-3 transition-opacity', !active && 'opacity-0 group-hover/sort:opacity-60')}
        />
      </Link>
    </TableHead>
  );
}
