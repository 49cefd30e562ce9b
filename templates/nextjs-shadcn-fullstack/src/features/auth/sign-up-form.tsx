'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { SelectField } from '@/components/fields/select-field';
import { TextField } from '@/components/fields/text-field';
import { FormError } from '@/components/form-error';
import { SubmitButton } from '@/components/submit-button';
import { FieldGroup } from '@/components/ui/field';
import { openRoles, roleDetails } from '@/config/roles';
import { signUpAction } from '@/features/auth/actions';
import { signUpSchema } from '@/features/auth/schema';
import { useActionForm } from '@/hooks/use-action-form';

const choices = openRoles.map((role) => ({ value: role, label: roleDetails[role].label }));

export function SignUpForm() {
  const router = useRouter();
  const [leaving, startLeaving] = useTransition();
  const { form, control, submit, saving } = useActionForm({
    schema: signUpSchema,
    defaultValues: { name: '', email: '', password: '', role: choices[0]?.value ?? '' },
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
        {choices.length > 1 && (
          <SelectField control={control} name="role" label="I sign up as" required options={choices} />
        )}
        <SubmitButton pending={saving || leaving} className="w-full">
          Create account
        </SubmitButton>
      </FieldGroup>
    </form>
  );
}
