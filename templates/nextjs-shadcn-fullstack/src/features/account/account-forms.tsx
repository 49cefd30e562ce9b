'use client';

import { toast } from 'sonner';
import { TextField } from '@/components/fields/text-field';
import { FormError } from '@/components/form-error';
import { SubmitButton } from '@/components/submit-button';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { changePassword, updateProfile } from '@/features/account/actions';
import { passwordSchema, profileSchema } from '@/features/account/schema';
import { useActionForm } from '@/hooks/use-action-form';

export function ProfileForm({ name, email }: { name: string; email: string }) {
  const { form, control, submit, saving } = useActionForm({
    schema: profileSchema,
    defaultValues: { name },
    action: updateProfile,
    onDone: () => toast.success('Profile saved'),
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h3>Profile</h3>
        </CardTitle>
        <CardDescription>You sign in as {email}.</CardDescription>
      </CardHeader>
      <CardContent>
        <form onSubmit={submit} noValidate className="grid max-w-sm gap-5">
          <FormError form={form} />
          <TextField control={control} name="name" label="Name" autoComplete="name" />
          <SubmitButton pending={saving} className="w-fit">
            Save profile
          </SubmitButton>
        </form>
      </CardContent>
    </Card>
  );
}

export function PasswordForm({ email }: { email: string }) {
  const { form, control, submit, saving } = useActionForm({
    schema: passwordSchema,
    defaultValues: { current: '', next: '', repeated: '' },
    action: changePassword,
    onDone: () => {
      form.reset();
      toast.success('Password changed');
    },
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h3>Password</h3>
        </CardTitle>
        <CardDescription>A new password ends your sessions on other devices.</CardDescription>
      </CardHeader>
      <CardContent>
        <form onSubmit={submit} noValidate className="grid max-w-sm gap-5">
          <FormError form={form} />
          {/* Password managers want to know whose password this is. */}
          <input type="email" autoComplete="username" value={email} readOnly hidden />
          <TextField
            control={control}
            name="current"
            label="Current password"
            type="password"
            autoComplete="current-password"
          />
          <TextField
            control={control}
            name="next"
            label="New password"
            type="password"
            autoComplete="new-password"
            description="At least 10 characters"
          />
          <TextField
            control={control}
            name="repeated"
            label="New password again"
            type="password"
            autoComplete="new-password"
          />
          <SubmitButton pending={saving} className="w-fit">
            Change password
          </SubmitButton>
        </form>
      </CardContent>
    </Card>
  );
}
