import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AppFrame } from '@/components/app-frame';
import { AppSidebar } from '@/components/app-sidebar';
import { CommandPalette } from '@/components/command-palette';
import { SidebarInset, sidebarCookie } from '@/components/ui/sidebar';
import { countWaiting } from '@/features/people/queries';
import { givenBy } from '@/lib/access';
import { requireUser } from '@/lib/session';
import { densities, densityCookie } from '@/stores/ui';
import { UiProvider } from '@/stores/ui-provider';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  const jar = await cookies();
  const waiting = givenBy(user).length > 0 ? await countWaiting() : 0;
  const density = densities.find((known) => known === jar.get(densityCookie)?.value) ?? 'comfortable';
  return (
    <UiProvider density={density}>
      <AppFrame defaultOpen={jar.get(sidebarCookie)?.value !== 'false'}>
        <AppSidebar user={user} waiting={waiting} />
        <SidebarInset>{children}</SidebarInset>
        <CommandPalette user={user} />
      </AppFrame>
    </UiProvider>
  );
}
