'use client';

import { ChevronsUpDown, X } from 'lucide-react';
import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { RecordSearch } from '@/components/fields/record-search';
import { Button } from '@/components/ui/button';
import { Popover, PopoverTrigger } from '@/components/ui/popover';
import type { RecordLabel } from '@/lib/entity';
import { cn } from '@/lib/utils';

/** Another record, found by typing a part of its name. `initial` is the record that the field starts with. */
export function ReferenceField<Input extends FieldValues, Output>({
  entity,
  initial,
  placeholder = 'Choose…',
  ...props
}: FieldProps<Input, Output> & { entity: string; initial?: RecordLabel | null; placeholder?: string }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<RecordLabel | null>(initial ?? null);

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
            <RecordSearch entity={entity} isChosen={(id) => field.value === id} onChoose={choose} />
          </Popover>
        );
      }}
    </FormField>
  );
}
