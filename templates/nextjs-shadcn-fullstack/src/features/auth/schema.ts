import { z } from 'zod';
import { email, string } from '@/lib/fields';

export const passwordField = z.string().min(10, 'Use at least 10 characters').max(200, 'Use at most 200 characters');

export const signInSchema = z.object({
  email: email('Email'),
  password: z.string().min(1, 'Password is required').max(200, 'Use at most 200 characters'),
});

export const signUpSchema = z.object({
  name: string('Name', 100),
  email: email('Email'),
  password: passwordField,
  /** One of the roles that are open to all, where there are several. */
  role: z.string().max(40),
});

export type SignInInput = z.input<typeof signInSchema>;
export type SignUpInput = z.input<typeof signUpSchema>;
