import { Building2, Contact, type LucideIcon } from 'lucide-react';
import type { SessionUser } from '@/lib/session';

/**
 * `entity` is the slug of the records that the page lists: who may not read them does not see the item. `allows` says the
 * same of a page that lists no records of its own.
 */
export type NavigationItem = {
  title: string;
  href: string;
  icon: LucideIcon;
  entity?: string;
  allows?: (user: SessionUser) => boolean;
};

/** What the sidebar lists below the dashboard. */
export const navigation: NavigationItem[] = [
  { title: 'Contacts', href: '/contacts', icon: Contact },
  { title: 'Companies', href: '/companies', icon: Building2 },
];
