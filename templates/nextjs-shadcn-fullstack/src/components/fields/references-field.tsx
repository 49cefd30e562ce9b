'use client';

import { ChevronsUpDown, X } from 'lucide-react';
import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { RecordSearch } from '@/components/fields/record-search';
import { Button } from '@/components/ui/button';
import { Popover, PopoverTrigger } from '@/components/ui/popover';
import type { RecordLabel } from '@/lib/entity';

/** Any number of other records, each found by typing a part of its name. `initial` are those that the field starts with. */
export function ReferencesField<Input extends FieldValues, Output>({
  entity,
  initial = [],
  placeholder = 'Add…',
  ...props
}: FieldProps<Input, Output> & { entity: string; initial?: RecordLabel[]; placeholder?: string }) {
  const [open, setOpen] = useState(false);
  const [known, setKnown] = useState<RecordLabel[]>(initial);

  return (
    <FormField {...props}>
      {(field, control) => {
        const ids = field.value as string[];
        const chosen = ids.flatMap((id) => known.find((record) => record.id === id) ?? []);
        const toggle = (record: RecordLabel) => {
          setKnown([...known.filter(({ id }) => id !== record.id), record]);
          field.onChange(ids.includes(record.id) ? ids.filter((id) => id !== record.id) : [...ids, record.id]);
          setOpen(false);
        };
        return (
          <div className="grid gap-2">
            {chosen.length > 0 && (
              <ul className="flex flex-wrap gap-1.5">
                {chosen.map((record) => (
                  <li
                    key={record.id}
                    className="flex min-w-0 items-center gap-1 rounded-md border bg-muted py-0.5 pr-0.5 pl-2 text-[13px]"
                  >
                    <span className="truncate">{record.label}</span>
                    <Button
                      type="button"
                      variant="ghost"
                      size="icon-sm"
                      aria-label={`Remove ${record.label}`}
                      onClick={() => toggle(record)}
                      className="size-6 text-muted-foreground"
                    >
                      <X className="size-3.5" />
                    </Button>
                  </li>
                ))}
              </ul>
            )}
            <Popover open={open} onOpenChange={setOpen}>
              <PopoverTrigger asChild>
                <Button
                  {...control}
                  ref={field.ref}
                  type="button"
                  role="combobox"
                  aria-expanded={open}
                  variant="outline"
                  onBlur={field.onBlur}
                  className="w-full justify-between border-input px-3 font-normal text-muted-foreground hover:bg-card hover:text-muted-foreground dark:hover:bg-input/40"
                >
                  <span className="truncate">{placeholder}</span>
                  <ChevronsUpDown className="opacity-50" />
                </Button>
              </PopoverTrigger>
              <RecordSearch entity={entity} isChosen={(id) => ids.includes(id)} onChoose={toggle} />
            </Popover>
          </div>
        );
      }}
    </FormField>
  );
}
