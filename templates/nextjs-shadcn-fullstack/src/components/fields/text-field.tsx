'use client';

import type { ComponentProps } from 'react';
import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { Input } from '@/components/ui/input';

type InputProps = Pick<ComponentProps<'input'>, 'type' | 'placeholder' | 'autoComplete' | 'autoFocus' | 'inputMode'>;

/** One line of text: names, e-mail and web addresses, passwords, numbers. */
export function TextField<Input_ extends FieldValues, Output>({
  type = 'text',
  placeholder,
  autoComplete = 'off',
  autoFocus,
  inputMode,
  ...props
}: FieldProps<Input_, Output> & InputProps) {
  return (
    <FormField {...props}>
      {(field, control) => (
        <Input {...field} {...control} {...{ type, placeholder, autoComplete, autoFocus, inputMode }} />
      )}
    </FormField>
  );
}
