import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { TopBar } from '@/components/page';
import { Button } from '@/components/ui/button';
import { Empty, EmptyContent, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';

export default function RecordNotFound() {
  return (
    <>
      <TopBar crumbs={[{ label: 'Not found' }]} />
      <main id="content" className="flex flex-1 items-center justify-center p-6">
        <Empty>
          <EmptyHeader>
            <EmptyMedia variant="icon">
              <SearchX />
            </EmptyMedia>
            <EmptyTitle>
              <h1>There is nothing here</h1>
            </EmptyTitle>
            <EmptyDescription>
              It may have been deleted, the address is mistyped, or your role does not include it.
            </EmptyDescription>
          </EmptyHeader>
          <EmptyContent>
            <Button asChild variant="outline">
              <Link href="/dashboard">Back to the dashboard</Link>
            </Button>
          </EmptyContent>
        </Empty>
      </main>
    </>
  );
}
