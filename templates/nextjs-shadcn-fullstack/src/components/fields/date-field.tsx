'use client';

import { format, isValid, parseISO } from 'date-fns';
import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { Calendar } from '@/components/ui/calendar';
import { InputGroup, InputGroupAddon, InputGroupButton, InputGroupInput } from '@/components/ui/input-group';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';

/** A button that opens a calendar. `value` and what it answers are calendar days, `yyyy-MM-dd`. */
function CalendarButton({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  const [open, setOpen] = useState(false);
  const parsed = parseISO(value);
  const selected = isValid(parsed) ? parsed : undefined;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <InputGroupButton aria-label="Open the calendar">
          <CalendarDays />
        </InputGroupButton>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-auto p-0">
        <Calendar
          mode="single"
          autoFocus
          selected={selected}
          defaultMonth={selected}
          onSelect={(day) => {
            onChange(day ? format(day, 'yyyy-MM-dd') : '');
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

/** A calendar day, typed or picked. */
export function DateField<Input extends FieldValues, Output>(props: FieldProps<Input, Output>) {
  return (
    <FormField {...props}>
      {(field, control) => (
        <InputGroup>
          <InputGroupInput {...field} {...control} type="date" max="9999-12-31" />
          <InputGroupAddon align="end">
            <CalendarButton value={field.value} onChange={field.onChange} />
          </InputGroupAddon>
        </InputGroup>
      )}
    </FormField>
  );
}

/** The ISO string of a moment as the visitor's own clock shows it, for a datetime-local input. */
function toLocal(iso: string): string {
  const moment = parseISO(iso);
  return isValid(moment) ? format(moment, "yyyy-MM-dd'T'HH:mm") : '';
}

function fromLocal(local: string): string {
  const moment = parseISO(local);
  return isValid(moment) ? moment.toISOString() : '';
}

/** A moment, in the visitor's time zone. The form holds it as an ISO string in UTC. */
export function DateTimeField<Input extends FieldValues, Output>(props: FieldProps<Input, Output>) {
  return (
    <FormField {...props}>
      {(field, control) => {
        const local = toLocal(field.value);
        return (
          <InputGroup>
            <InputGroupInput
              {...field}
              {...control}
              type="datetime-local"
              max="9999-12-31T23:59"
              value={local}
              onChange={(event) => field.onChange(fromLocal(event.target.value))}
              // The server renders in its own time zone; the browser corrects it.
              suppressHydrationWarning
            />
            <InputGroupAddon align="end">
              <CalendarButton
                value={local.slice(0, 10)}
                onChange={(day) => field.onChange(day ? fromLocal(`${day}T${local.slice(11) || '09:00'}`) : '')}
              />
            </InputGroupAddon>
          </InputGroup>
        );
      }}
    </FormField>
  );
}
