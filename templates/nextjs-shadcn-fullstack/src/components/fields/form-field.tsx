'use client';

import { type ReactNode, useId } from 'react';
import {
  type Control,
  type ControllerRenderProps,
  type FieldPath,
  type FieldValues,
  useController,
} from 'react-hook-form';
import { Field, FieldDescription, FieldError, FieldLabel } from '@/components/ui/field';

/** What every field control takes. `required` only marks the label; the schema decides. */
export type FieldProps<Input extends FieldValues, Output> = {
  control: Control<Input, unknown, Output>;
  name: FieldPath<Input>;
  label: string;
  description?: string;
  required?: boolean;
  className?: string;
};

type ControlProps = {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
  'aria-required': boolean;
};

/** A label, a control, and below it a hint or what is wrong, tied together for screen readers. */
export function FormField<Input extends FieldValues, Output>({
  control,
  name,
  label,
  description,
  required = false,
  className,
  error,
  children,
}: FieldProps<Input, Output> & {
  /** What is wrong before the form is sent. */
  error?: string;
  children: (field: ControllerRenderProps<Input>, props: ControlProps) => ReactNode;
}) {
  const id = useId();
  const { field, fieldState } = useController({ control, name });
  const message = error ?? fieldState.error?.message;
  const noteId = message || description ? `${id}-note` : undefined;
  return (
    <Field className={className}>
      <FieldLabel htmlFor={id} required={required}>
        {label}
      </FieldLabel>
      {children(field as unknown as ControllerRenderProps<Input>, {
        id,
        'aria-invalid': Boolean(message),
        'aria-describedby': noteId,
        'aria-required': required,
      })}
      {message ? (
        <FieldError id={noteId}>{message}</FieldError>
      ) : (
        description && <FieldDescription id={noteId}>{description}</FieldDescription>
      )}
    </Field>
  );
}
