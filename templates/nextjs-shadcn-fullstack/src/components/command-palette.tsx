'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FileText, LayoutDashboard, Plus, Settings } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { SearchGroup } from '@/app/api/search/route';
import {
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command';
import { type NavigationItem, navigation } from '@/config/navigation';
import { useDebounced } from '@/hooks/use-debounced';
import { type Deed, may } from '@/lib/access';
import { getJson } from '@/lib/get-json';
import type { SessionUser } from '@/lib/session';
import { useUi } from '@/stores/ui-provider';

const pages: NavigationItem[] = [
  { title: 'Dashboard', href: '/dashboard', icon: LayoutDashboard },
  ...navigation,
  { title: 'Settings', href: '/settings/account', icon: Settings },
];

/** Finds pages and records by typing. Opens with ⌘K or Ctrl K. */
export function CommandPalette({ user }: { user: SessionUser }) {
  const router = useRouter();
  const open = useUi((state) => state.paletteOpen);
  const setOpen = useUi((state) => state.setPaletteOpen);
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const { data: groups = [], isFetching } = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => getJson<SearchGroup[]>(`/api/search?q=${encodeURIComponent(q)}`, signal),
    enabled: open && q !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setOpen(!open);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [open, setOpen]);

  const go = (href: string) => {
    setOpen(false);
    setTyped('');
    router.push(href);
  };
  const contains = (text: string) => text.toLowerCase().includes(typed.trim().toLowerCase());
  const allows = (deed: Deed, { entity }: NavigationItem) => !entity || may(user, deed, entity);
  const foundPages = pages.filter(
    (page) => contains(page.title) && allows('read', page) && (page.allows?.(user) ?? true),
  );
  const foundActions = navigation.filter(
    (page) => contains(`New in ${page.title}`) && !page.allows && allows('create', page),
  );
  const found = q === '' ? [] : groups;

  return (
    <CommandDialog open={open} onOpenChange={setOpen} shouldFilter={false}>
      <CommandInput placeholder="Search or jump to…" value={typed} onValueChange={setTyped} />
      <CommandList>
        <CommandEmpty>{isFetching || q !== typed.trim() ? 'Searching…' : 'Nothing found'}</CommandEmpty>
        {found.map(({ slug, plural, records }) => (
          <CommandGroup key={slug} heading={plural}>
            {records.map((record) => (
              <CommandItem key={record.id} value={`${slug}/${record.id}`} onSelect={() => go(`/${slug}/${record.id}`)}>
                <FileText />
                <span className="truncate">{record.label}</span>
                {record.detail && <span className="truncate text-muted-foreground text-xs">{record.detail}</span>}
              </CommandItem>
            ))}
          </CommandGroup>
        ))}
        {foundPages.length > 0 && (
          <CommandGroup heading="Go to">
            {foundPages.map(({ title, href, icon: Icon }) => (
              <CommandItem key={href} value={href} onSelect={() => go(href)}>
                <Icon /> {title}
              </CommandItem>
            ))}
          </CommandGroup>
        )}
        {foundActions.length > 0 && (
          <CommandGroup heading="Create">
            {foundActions.map(({ title, href }) => (
              <CommandItem key={href} value={`${href}/new`} onSelect={() => go(`${href}/new`)}>
                <Plus /> New in {title}
              </CommandItem>
            ))}
          </CommandGroup>
        )}
      </CommandList>
    </CommandDialog>
  );
}
