'use client';

import { useEffect } from 'react';
import { Skeleton } from '@/components/ui/skeleton';

const bars = [38, 62, 45, 80, 55, 70, 92, 48];

/** Looks every few seconds whether the landing page has become another one, and then shows that. */
function useReloadWhenReady() {
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.visibilityState !== 'visible') return;
      const answer = await fetch('/', { cache: 'no-store' }).catch(() => null);
      if (answer?.ok && !(await answer.text()).includes('data-building')) window.location.reload();
    }, 4000);
    return () => clearInterval(timer);
  }, []);
}

/** The outline of an app that is still being made. */
export function BuildingPreview() {
  useReloadWhenReady();
  return (
    <div
      data-building
      aria-hidden="true"
      className="mb-12 flex h-80 overflow-hidden rounded-2xl border bg-sidebar p-2 shadow-sm [mask-image:linear-gradient(to_bottom,black_55%,transparent)]"
    >
      <div className="hidden w-44 shrink-0 flex-col gap-3.5 p-4 sm:flex">
        <Skeleton className="mb-3 h-4 w-24 bg-sidebar-accent" />
        <Skeleton className="h-3 w-28 bg-sidebar-accent" />
        <Skeleton className="h-3 w-20 bg-sidebar-accent" />
        <Skeleton className="h-3 w-24 bg-sidebar-accent" />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-6 rounded-xl border bg-background p-6">
        <div className="flex items-center justify-between">
          <Skeleton className="h-5 w-36" />
          <Skeleton className="h-8 w-24 rounded-md bg-primary-soft" />
        </div>
        <div className="grid grid-cols-3 gap-4">
          <Skeleton className="h-16 rounded-lg" />
          <Skeleton className="h-16 rounded-lg" />
          <Skeleton className="h-16 rounded-lg" />
        </div>
        <div className="flex h-32 items-end gap-3">
          {bars.map((height, index) => (
            <Skeleton
              key={index}
              className="flex-1 rounded-t-md rounded-b-none bg-primary-soft"
              style={{ height: `${height}%` }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
