import { ListCard, ListToolbar } from '@/components/list/list-card';
import { Page } from '@/components/page';
import { Skeleton } from '@/components/ui/skeleton';

/** A list whose rows are on their way. */
export function RowsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <ListCard>
      <div role="status" aria-label="Loading">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className="flex h-12 items-center gap-6 border-b px-4 last:border-b-0">
            <Skeleton className="h-3.5 w-40" />
            <Skeleton className="hidden h-3.5 w-48 sm:block" />
            <Skeleton className="ml-auto h-3.5 w-20" />
          </div>
        ))}
      </div>
    </ListCard>
  );
}

/** A whole list page that is on its way. */
export function ListSkeleton({ title }: { title: string }) {
  return (
    <Page title={title} crumbs={[{ label: title }]}>
      <ListToolbar>
        <Skeleton className="h-9 w-72" />
      </ListToolbar>
      <RowsSkeleton />
    </Page>
  );
}
