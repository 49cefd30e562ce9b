import { z } from 'zod';
import { passwordField } from '@/features/auth/schema';
import { string } from '@/lib/fields';

export const profileSchema = z.object({ name: string('Name', 100) });

export const passwordSchema = z
  .object({
    current: z.string().max(200, 'Use at most 200 characters'),
    next: passwordField,
    repeated: z.string(),
  })
  .refine(({ next, repeated }) => next === repeated, { path: ['repeated'], message: 'The two are not the same' });

export type ProfileInput = z.input<typeof profileSchema>;
export type PasswordInput = z.input<typeof passwordSchema>;
