'use client';

import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { Textarea } from '@/components/ui/textarea';

/** Text of several lines. */
export function TextareaField<Input extends FieldValues, Output>({
  placeholder,
  ...props
}: FieldProps<Input, Output> & { placeholder?: string }) {
  return (
    <FormField {...props}>
      {(field, control) => <Textarea {...field} {...control} placeholder={placeholder} />}
    </FormField>
  );
}
