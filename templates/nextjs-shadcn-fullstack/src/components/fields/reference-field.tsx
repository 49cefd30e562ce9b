'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown, X } from 'lucide-react';
import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { Button } from '@/components/ui/button';
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from '@/components/ui/command';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { useDebounced } from '@/hooks/use-debounced';
import type { RecordLabel } from '@/lib/entity';
import { getJson } from '@/lib/get-json';
import { cn } from '@/lib/utils';

/** Another record, found by typing a part of its name. `initial` is the record that the field starts with. */
export function ReferenceField<Input extends FieldValues, Output>({
  entity,
  initial,
  placeholder = 'Choose…',
  ...props
}: FieldProps<Input, Output> & { entity: string; initial?: RecordLabel | null; placeholder?: string }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<RecordLabel | null>(initial ?? null);
  const q = useDebounced(typed);
  const { data, isPending, isError } = useQuery({
    queryKey: ['lookup', entity, q],
    queryFn: ({ signal }) => getJson<RecordLabel[]>(`/api/lookup/${entity}?q=${encodeURIComponent(q)}`, signal),
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

  return (
    <FormField {...props}>
      {(field, control) => {
        const current = chosen && chosen.id === field.value ? chosen : null;
        const choose = (record: RecordLabel | null) => {
          setChosen(record);
          field.onChange(record?.id ?? '');
          setOpen(false);
        };
        return (
          <Popover open={open} onOpenChange={setOpen}>
            <div className="relative">
              <PopoverTrigger asChild>
                <Button
                  {...control}
                  ref={field.ref}
                  type="button"
                  role="combobox"
                  aria-expanded={open}
                  variant="outline"
                  onBlur={field.onBlur}
                  className={cn(
                    'w-full justify-between border-input px-3 font-normal hover:bg-card dark:hover:bg-input/40',
                    !current && 'text-muted-foreground hover:text-muted-foreground',
                  )}
                >
                  <span className="truncate">{current?.label ?? placeholder}</span>
                  <ChevronsUpDown className="opacity-50" />
                </Button>
              </PopoverTrigger>
              {current && !props.required && (
                <Button
                  type="button"
                  variant="ghost"
                  size="icon-sm"
                  aria-label="Clear the choice"
                  onClick={() => choose(null)}
                  className="absolute top-1.5 right-8 size-6 text-muted-foreground"
                >
                  <X className="size-3.5" />
                </Button>
              )}
            </div>
            <PopoverContent align="start" className="w-(--radix-popover-trigger-width) min-w-56 p-0">
              <Command shouldFilter={false}>
                <CommandInput placeholder="Search…" value={typed} onValueChange={setTyped} />
                <CommandList>
                  <CommandEmpty>
                    {isError ? 'Could not be loaded' : isPending ? 'Loading…' : 'Nothing found'}
                  </CommandEmpty>
                  <CommandGroup>
                    {data?.map((record) => (
                      <CommandItem key={record.id} value={record.id} onSelect={() => choose(record)}>
                        <span className="truncate">{record.label}</span>
                        {record.detail && (
                          <span className="truncate text-muted-foreground text-xs">{record.detail}</span>
                        )}
                        <Check className={cn('ml-auto', field.value === record.id ? 'opacity-100' : 'opacity-0')} />
                      </CommandItem>
                    ))}
                  </CommandGroup>
                </CommandList>
              </Command>
            </PopoverContent>
          </Popover>
        );
      }}
    </FormField>
  );
}
