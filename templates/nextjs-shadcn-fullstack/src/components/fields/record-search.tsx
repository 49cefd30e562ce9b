'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from '@/components/ui/command';
import { PopoverContent } from '@/components/ui/popover';
import { useDebounced } from '@/hooks/use-debounced';
import type { RecordLabel } from '@/lib/entity';
import { getJson } from '@/lib/get-json';
import { cn } from '@/lib/utils';

type Props = {
  entity: string;
  isChosen: (id: string) => boolean;
  onChoose: (record: RecordLabel) => void;
};

/** The records of an entity to choose from, in an open popover, found by typing a part of their name. */
export function RecordSearch(props: Props) {
  return (
    <PopoverContent align="start" className="w-(--radix-popover-trigger-width) min-w-56 p-0">
      <Found {...props} />
    </PopoverContent>
  );
}

/** Apart, so that it asks only while it is shown, and begins anew each time. */
function Found({ entity, isChosen, onChoose }: Props) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed);
  const { data, isPending, isError } = useQuery({
    queryKey: ['lookup', entity, q],
    queryFn: ({ signal }) => getJson<RecordLabel[]>(`/api/lookup/${entity}?q=${encodeURIComponent(q)}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return (
    <Command shouldFilter={false}>
      <CommandInput placeholder="Search…" value={typed} onValueChange={setTyped} />
      <CommandList>
        <CommandEmpty>{isError ? 'Could not be loaded' : isPending ? 'Loading…' : 'Nothing found'}</CommandEmpty>
        <CommandGroup>
          {data?.map((record) => (
            <CommandItem key={record.id} value={record.id} onSelect={() => onChoose(record)}>
              <span className="truncate">{record.label}</span>
              {record.detail && <span className="truncate text-muted-foreground text-xs">{record.detail}</span>}
              <Check className={cn('ml-auto', isChosen(record.id) ? 'opacity-100' : 'opacity-0')} />
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  );
}
