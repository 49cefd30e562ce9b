import { Page } from '@/components/page';
import { Skeleton } from '@/components/ui/skeleton';

export default function DashboardLoading() {
  return (
    <Page title="Dashboard" crumbs={[{ label: 'Dashboard' }]}>
      <div role="status" aria-label="Loading" className="grid gap-4 md:gap-5">
        <div className="grid grid-cols-2 gap-4 md:gap-5 lg:grid-cols-4">
          <Skeleton className="h-28 rounded-xl" />
          <Skeleton className="h-28 rounded-xl" />
        </div>
        <Skeleton className="h-80 rounded-xl" />
      </div>
    </Page>
  );
}
