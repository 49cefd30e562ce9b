'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { TextField } from '@/components/fields/text-field';
import { FormError } from '@/components/form-error';
import { SubmitButton } from '@/components/submit-button';
import { FieldGroup } from '@/components/ui/field';
import { signInAction } from '@/features/auth/actions';
import { signInSchema } from '@/features/auth/schema';
import { useActionForm } from '@/hooks/use-action-form';

export function SignInForm({ next }: { next: string }) {
  const router = useRouter();
  const [leaving, startLeaving] = useTransition();
  const { form, control, submit, saving } = useActionForm({
    schema: signInSchema,
    defaultValues: { email: '', password: '' },
    action: signInAction,
    onDone: () => startLeaving(() => router.replace(next)),
  });
  return (
    <form onSubmit={submit} noValidate>
      <FieldGroup>
        <FormError form={form} />
        <TextField control={control} name="email" label="Email" type="email" autoComplete="username" />
        <TextField control={control} name="password" label="Password" type="password" autoComplete="current-password" />
        <SubmitButton pending={saving || leaving} className="w-full">
          Sign in
        </SubmitButton>
      </FieldGroup>
    </form>
  );
}
