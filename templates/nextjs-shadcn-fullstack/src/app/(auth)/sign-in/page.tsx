import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthCard } from '@/features/auth/auth-card';
import { OAuthButtons } from '@/features/auth/oauth-buttons';
import { SignInForm } from '@/features/auth/sign-in-form';
import type { SearchParams } from '@/lib/list-params';
import { oauthProviders } from '@/lib/oauth';
import { getUser, safeNext } from '@/lib/session';

export const metadata: Metadata = { title: 'Sign in' };
export const dynamic = 'force-dynamic';

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const next = safeNext(params.next);
  if (await getUser()) redirect(next);
  const providers = oauthProviders().map(({ id, name }) => ({ id, name }));
  return (
    <AuthCard
      title="Sign in"
      description="Welcome back."
      footer={
        <>
          New here? <Link href="/sign-up">Create an account</Link>
        </>
      }
    >
      <OAuthButtons providers={providers} next={next} failed={params.error !== undefined} />
      <SignInForm next={next} />
    </AuthCard>
  );
}
