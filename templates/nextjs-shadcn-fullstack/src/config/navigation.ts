import { Building2, Contact, type LucideIcon } from 'lucide-react';

/** `entity` is the slug of the records that the page lists: who may not read them does not see the item. */
export type NavigationItem = { title: string; href: string; icon: LucideIcon; entity?: string };

/** What the sidebar lists below the dashboard. */
export const navigation: NavigationItem[] = [
  { title: 'Contacts', href: '/contacts', icon: Contact },
  { title: 'Companies', href: '/companies', icon: Building2 },
];
