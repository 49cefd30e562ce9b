import { Building2, Contact, type LucideIcon } from 'lucide-react';

export type NavigationItem = { title: string; href: string; icon: LucideIcon };

/** What the sidebar lists below the dashboard. */
export const navigation: NavigationItem[] = [
  { title: 'Contacts', href: '/contacts', icon: Contact },
  { title: 'Companies', href: '/companies', icon: Building2 },
];
