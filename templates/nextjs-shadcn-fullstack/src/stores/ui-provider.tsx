'use client';

import { createContext, type ReactNode, use, useState } from 'react';
import { useStore } from 'zustand';
import { createUiStore, type Density, type UiState } from '@/stores/ui';

const UiContext = createContext<ReturnType<typeof createUiStore> | null>(null);

export function UiProvider({ density, children }: { density: Density; children: ReactNode }) {
  const [store] = useState(() => createUiStore(density));
  return <UiContext value={store}>{children}</UiContext>;
}

/** Reads one part of the page's own state; the component renders again only when that part changes. */
export function useUi<T>(select: (state: UiState) => T): T {
  const store = use(UiContext);
  if (!store) throw new Error('useUi must be used within <UiProvider>');
  return useStore(store, select);
}
