'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { cn } from '@/lib/utils';

export type DataTableColumn<Row> = {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** What the column is sorted by. Left out: the column does not sort. */
  sortBy?: (row: Row) => string | number;
  className?: string;
};

/** A table of rows that are all in the browser already, sorted there. Lists from the database sort in their query. */
export function DataTable<Row extends { id: string }>({
  columns,
  rows,
  empty = 'No results',
}: {
  columns: DataTableColumn<Row>[];
  rows: Row[];
  empty?: string;
}) {
  const [sort, setSort] = useState<{ key: string; descending: boolean } | null>(null);
  const sorted = useMemo(() => {
    const sortBy = columns.find(({ key }) => key === sort?.key)?.sortBy;
    if (!sort || !sortBy) return rows;
    const direction = sort.descending ? -1 : 1;
    return rows.toSorted((a, b) => {
      const [left, right] = [sortBy(a), sortBy(b)];
      if (typeof left === 'number' && typeof right === 'number') return direction * (left - right);
      return direction * String(left).localeCompare(String(right));
    });
  }, [columns, rows, sort]);

  return (
    <Table>
      <TableHeader>
        <TableRow>
          {columns.map(({ key, head, sortBy, className }) => {
            const active = sort?.key === key;
            const Arrow = active && sort.descending ? ArrowDown : ArrowUp;
            return (
              <TableHead
                key={key}
                className={className}
                aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
              >
                {sortBy ? (
                  <button
                    type="button"
                    className="inline-flex items-center gap-1 rounded-sm outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/40"
                    onClick={() => setSort({ key, descending: active && !sort.descending })}
                  >
                    {head}
                    <Arrow aria-hidden="true" className={cn('size-3', !active && 'opacity-0')} />
                  </button>
                ) : (
                  head
                )}
              </TableHead>
            );
          })}
        </TableRow>
      </TableHeader>
      <TableBody>
        {sorted.length === 0 && (
          <TableRow>
            <TableCell colSpan={columns.length} className="h-24 text-center text-muted-foreground">
              {empty}
            </TableCell>
          </TableRow>
        )}
        {sorted.map((row) => (
          <TableRow key={row.id}>
            {columns.map(({ key, cell, className }) => (
              <TableCell key={key} className={className}>
                {cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
