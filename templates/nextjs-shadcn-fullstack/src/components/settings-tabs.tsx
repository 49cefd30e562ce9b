'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/lib/utils';

const tabs = [
  { title: 'Account', href: '/settings/account', for: 'all' },
  { title: 'People', href: '/settings/people', for: 'people' },
  { title: 'Services', href: '/settings/services', for: 'owner' },
  { title: 'Outbox', href: '/settings/outbox', for: 'owner' },
];

export function SettingsTabs({ owner, people }: { owner: boolean; people: boolean }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className="-mx-4 mb-7 overflow-x-auto border-b px-4 md:mx-0 md:px-0">
      <ul className="flex gap-5">
        {tabs
          .filter((tab) => owner || tab.for === 'all' || (tab.for === 'people' && people))
          .map(({ title, href }) => {
            const active = pathname.startsWith(href);
            return (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={active ? 'page' : undefined}
                  className={cn(
                    '-mb-px block rounded-t-sm border-transparent border-b-2 py-2 font-medium text-[13px] text-muted-foreground outline-none transition-colors hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/40 focus-visible:ring-inset',
                    active && 'border-primary text-foreground',
                  )}
                >
                  {title}
                </Link>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}
