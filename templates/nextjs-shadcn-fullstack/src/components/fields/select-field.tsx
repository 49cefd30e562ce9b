'use client';

import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';

// Radix has no item for "nothing": an empty value is its word for "not chosen yet".
const none = '__none__';

/** One of a few values. A field that is not required can be set back to none. */
export function SelectField<Input extends FieldValues, Output>({
  options,
  placeholder = 'Choose…',
  ...props
}: FieldProps<Input, Output> & { options: readonly { value: string; label: string }[]; placeholder?: string }) {
  return (
    <FormField {...props}>
      {(field, control) => (
        <Select value={field.value} onValueChange={(value) => field.onChange(value === none ? '' : value)}>
          <SelectTrigger {...control} ref={field.ref} onBlur={field.onBlur} className="w-full">
            <SelectValue placeholder={placeholder} />
          </SelectTrigger>
          <SelectContent>
            {!props.required && field.value !== '' && (
              <SelectItem value={none} className="text-muted-foreground">
                None
              </SelectItem>
            )}
            {options.map((option) => (
              <SelectItem key={option.value} value={option.value}>
                {option.label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </FormField>
  );
}
