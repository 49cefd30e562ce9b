import type { Provider } from 'next-auth/providers';
import GitHub from 'next-auth/providers/github';
import Google from 'next-auth/providers/google';
import { env } from '@/config/env';

/** The other services that sign a user in: those whose keys are set. */
export function oauthProviders(): { id: 'github' | 'google'; name: string; provider: Provider }[] {
  return [
    ...(env.github ? [{ id: 'github' as const, name: 'GitHub', provider: GitHub }] : []),
    ...(env.google ? [{ id: 'google' as const, name: 'Google', provider: Google }] : []),
  ];
}
