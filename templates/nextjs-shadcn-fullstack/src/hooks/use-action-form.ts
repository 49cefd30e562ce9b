'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { unstable_rethrow } from 'next/navigation';
import { type BaseSyntheticEvent, useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import type { z } from 'zod';
import type { ActionResult } from '@/lib/result';
import { uploadsArrived } from '@/lib/uploads';

/**
 * A form whose schema runs in the browser first and on the server again, and whose server's refusals show at their
 * fields. `action` gets what the controls hold, not what the schema made of it.
 */
export function useActionForm<Input extends FieldValues, Output, Data>({
  schema,
  defaultValues,
  action,
  onDone,
}: {
  schema: z.ZodType<Output, Input>;
  defaultValues: Input;
  action: (input: Input) => Promise<ActionResult<Data>>;
  onDone: (data: Data) => void;
}) {
  const form = useForm<Input, unknown, Output>({
    resolver: zodResolver(schema),
    defaultValues: defaultValues as DefaultValues<Input>,
  });

  const [waiting, setWaiting] = useState(false);
  const send = form.handleSubmit(async () => {
    let result: ActionResult<Data>;
    try {
      result = await action(form.getValues());
    } catch (error) {
      unstable_rethrow(error);
      form.setError('root', { message: 'The server could not be reached. Check your connection and try again.' });
      return;
    }
    if (result.ok) {
      onDone(result.data);
      return;
    }
    const fields = Object.entries(result.fields ?? {});
    for (const [index, [field, message]] of fields.entries()) {
      form.setError(field as Path<Input>, { type: 'server', message }, { shouldFocus: index === 0 });
    }
    if (result.message) form.setError('root', { message: result.message });
  });

  /** Files that are chosen are sent at once; the form goes after them. */
  const submit = async (event: BaseSyntheticEvent) => {
    event.preventDefault();
    setWaiting(true);
    const arrived = await uploadsArrived(form.control);
    setWaiting(false);
    // With a file that was refused nothing is sent, and the other fields say what is wrong with them.
    await (arrived ? send(event) : form.trigger());
  };

  return { form, control: form.control, submit, saving: waiting || form.formState.isSubmitting };
}
