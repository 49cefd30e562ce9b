'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { Empty, EmptyContent, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';

/** Shown in place of a page that broke. The sidebar stays, so that the rest of the app is one click away. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <main id="content" className="flex flex-1 items-center justify-center p-6">
      <Empty>
        <EmptyHeader>
          <EmptyMedia variant="icon">
            <TriangleAlert />
          </EmptyMedia>
          <EmptyTitle>This page could not be shown</EmptyTitle>
          <EmptyDescription>
            Nothing was lost. Try again, and if it happens once more, tell the owner of this app
            {error.digest ? ` the number ${error.digest}` : ''}.
          </EmptyDescription>
        </EmptyHeader>
        <EmptyContent>
          <Button onClick={reset}>
            <RotateCw /> Try again
          </Button>
        </EmptyContent>
      </Empty>
    </main>
  );
}
