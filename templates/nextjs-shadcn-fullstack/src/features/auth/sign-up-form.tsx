'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { TextField } from '@/components/fields/text-field';
import { FormError } from '@/components/form-error';
import { SubmitButton } from '@/components/submit-button';
import { FieldGroup } from '@/components/ui/field';
import { signUpAction } from '@/features/auth/actions';
import { signUpSchema } from '@/features/auth/schema';
import { useActionForm } from '@/hooks/use-action-form';

export function SignUpForm() {
  const router = useRouter();
  const [leaving, startLeaving] = useTransition();
  const { form, control, submit, saving } = useActionForm({
    schema: signUpSchema,
    defaultValues: { name: '', email: '', password: '' },
    action: signUpAction,
    onDone: ({ admitted }) => startLeaving(() => router.replace(admitted ? '/dashboard' : '/sign-up/waiting')),
  });
  return (
    <form onSubmit={submit} noValidate>
      <FieldGroup>
        <FormError form={form} />
        <TextField control={control} name="name" label="Name" autoComplete="name" />
        <TextField control={control} name="email" label="Email" type="email" autoComplete="username" />
        <TextField
          control={control}
          name="password"
          label="Password"
          type="password"
          autoComplete="new-password"
          description="At least 10 characters"
        />
        <SubmitButton pending={saving || leaving} className="w-full">
          Create account
        </SubmitButton>
      </FieldGroup>
    </form>
  );
}
