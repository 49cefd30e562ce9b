import type { HandleClientError } from '@sveltejs/kit/hooks';
import { AskError } from '#lib/api/errors.ts';

/** What the error page says: errors of ours speak for themselves. */
export const handleError: HandleClientError = ({ error }) =>
  error instanceof AskError ? { message: error.message } : undefined;
