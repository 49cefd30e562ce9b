'use client';

import { useId } from 'react';
import { type FieldValues, useController } from 'react-hook-form';
import type { FieldProps } from '@/components/fields/form-field';
import { Field, FieldContent, FieldDescription, FieldError, FieldLabel } from '@/components/ui/field';
import { Switch } from '@/components/ui/switch';
import { cn } from '@/lib/utils';

/** Yes or no. */
export function SwitchField<Input extends FieldValues, Output>({
  control,
  name,
  label,
  description,
  className,
}: FieldProps<Input, Output>) {
  const id = useId();
  const { field, fieldState } = useController({ control, name });
  return (
    <Field orientation="horizontal" className={cn('rounded-lg border bg-card px-3.5 py-3 shadow-xs', className)}>
      <FieldContent>
        <FieldLabel htmlFor={id}>{label}</FieldLabel>
        {description && <FieldDescription>{description}</FieldDescription>}
        <FieldError>{fieldState.error?.message}</FieldError>
      </FieldContent>
      <Switch
        id={id}
        ref={field.ref}
        checked={Boolean(field.value)}
        onCheckedChange={field.onChange}
        onBlur={field.onBlur}
      />
    </Field>
  );
}
