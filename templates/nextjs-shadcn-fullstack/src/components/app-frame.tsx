'use client';

import type { ReactNode } from 'react';
import { SidebarProvider } from '@/components/ui/sidebar';
import { useUi } from '@/stores/ui-provider';

/** The box around sidebar and page. Its `data-density` sets how tall the rows of every list are. */
export function AppFrame({ defaultOpen, children }: { defaultOpen: boolean; children: ReactNode }) {
  const density = useUi((state) => state.density);
  return (
    <SidebarProvider defaultOpen={defaultOpen} data-density={density} className="group/app">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-md focus:bg-primary focus:px-3 focus:py-2 focus:text-primary-foreground"
      >
        Skip to content
      </a>
      {children}
    </SidebarProvider>
  );
}
