import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { type ListParams, listHref, pageSize } from '@/lib/list-params';

/** How many there are, which of them are shown, and the way to the others. */
export function ListFooter({ path, params, total }: { path: string; params: ListParams; total: number }) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const from = (params.page - 1) * pageSize + 1;
  const to = Math.min(params.page * pageSize, total);
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4 border-t px-4 py-2.5">
      <p className="text-[13px] text-muted-foreground tabular-nums">
        {pages > 1 ? `${from}–${to} of ${total}` : `${total} ${total === 1 ? 'result' : 'results'}`}
      </p>
      {pages > 1 && (
        <div className="flex gap-1.5">
          <Step href={params.page > 1 ? listHref(path, params, { page: params.page - 1 }) : null} label="Previous page">
            <ChevronLeft />
          </Step>
          <Step href={params.page < pages ? listHref(path, params, { page: params.page + 1 }) : null} label="Next page">
            <ChevronRight />
          </Step>
        </div>
      )}
    </nav>
  );
}

function Step({ href, label, children }: { href: string | null; label: string; children: React.ReactNode }) {
  if (!href) {
    return (
      <Button variant="outline" size="icon-sm" disabled aria-label={label}>
        {children}
      </Button>
    );
  }
  return (
    <Button variant="outline" size="icon-sm" asChild>
      <Link href={href} aria-label={label}>
        {children}
      </Link>
    </Button>
  );
}
