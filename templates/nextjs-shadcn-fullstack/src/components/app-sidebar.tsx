'use client';

import { LayoutDashboard, type LucideIcon, Search, Settings, Users } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { Logo } from '@/components/logo';
import { Kbd } from '@/components/ui/kbd';
import {
  Sidebar,
  SidebarContent,
  SidebarFooter,
  SidebarGroup,
  SidebarGroupLabel,
  SidebarHeader,
  SidebarMenu,
  SidebarMenuBadge,
  SidebarMenuButton,
  SidebarMenuItem,
  useSidebar,
} from '@/components/ui/sidebar';
import { UserMenu } from '@/components/user-menu';
import { app } from '@/config/app';
import { navigation } from '@/config/navigation';
import { givenBy, may } from '@/lib/access';
import type { SessionUser } from '@/lib/session';
import { useUi } from '@/stores/ui-provider';

function Item({ title, href, icon: Icon, badge }: { title: string; href: string; icon: LucideIcon; badge?: number }) {
  const pathname = usePathname();
  const active = pathname === href || pathname.startsWith(`${href}/`);
  return (
    <SidebarMenuItem>
      <SidebarMenuButton asChild isActive={active} tooltip={title}>
        <Link href={href} aria-current={active ? 'page' : undefined}>
          <Icon />
          <span>{title}</span>
        </Link>
      </SidebarMenuButton>
      {badge ? <SidebarMenuBadge aria-label={`${badge} waiting`}>{badge}</SidebarMenuBadge> : null}
    </SidebarMenuItem>
  );
}

/** The app's navigation: a column on wide screens, a sheet on phones. */
export function AppSidebar({ user, waiting }: { user: SessionUser; waiting: number }) {
  const pathname = usePathname();
  const openPalette = useUi((state) => state.setPaletteOpen);
  const { setOpenMobile } = useSidebar();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet closes whenever the page changes.
  useEffect(() => setOpenMobile(false), [pathname, setOpenMobile]);

  return (
    <Sidebar aria-label="Sidebar">
      <SidebarHeader className="pt-3">
        <Link
          href="/dashboard"
          className="flex h-9 items-center gap-2.5 overflow-hidden rounded-md px-1 outline-none focus-visible:ring-[3px] focus-visible:ring-ring/40"
        >
          <Logo />
          <span className="truncate font-semibold text-foreground text-sm tracking-tight group-data-[collapsible=icon]:hidden">
            {app.name}
          </span>
        </Link>
        <SidebarMenu>
          <SidebarMenuItem>
            <SidebarMenuButton
              tooltip="Search"
              onClick={() => openPalette(true)}
              className="border bg-card text-muted-foreground shadow-xs group-data-[collapsible=icon]:border-transparent group-data-[collapsible=icon]:bg-transparent group-data-[collapsible=icon]:shadow-none"
            >
              <Search />
              <span className="flex-1">Search</span>
              <Kbd className="group-data-[collapsible=icon]:hidden">⌘K</Kbd>
            </SidebarMenuButton>
          </SidebarMenuItem>
        </SidebarMenu>
      </SidebarHeader>
      <SidebarContent>
        <nav aria-label="Main">
          <SidebarGroup>
            <SidebarMenu>
              <Item title="Dashboard" href="/dashboard" icon={LayoutDashboard} />
              {navigation
                .filter(({ entity, allows }) => (!entity || may(user, 'read', entity)) && (allows?.(user) ?? true))
                .map(({ title, href, icon }) => (
                  <Item key={href} title={title} href={href} icon={icon} />
                ))}
            </SidebarMenu>
          </SidebarGroup>
          <SidebarGroup>
            <SidebarGroupLabel>Workspace</SidebarGroupLabel>
            <SidebarMenu>
              {givenBy(user).length > 0 && <Item title="People" href="/settings/people" icon={Users} badge={waiting} />}
              <Item title="Settings" href="/settings/account" icon={Settings} />
            </SidebarMenu>
          </SidebarGroup>
        </nav>
      </SidebarContent>
      <SidebarFooter>
        <UserMenu user={user} />
      </SidebarFooter>
    </Sidebar>
  );
}
