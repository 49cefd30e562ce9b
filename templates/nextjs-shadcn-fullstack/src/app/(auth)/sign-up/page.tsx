import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { openRoles } from '@/config/roles';
import { AuthCard } from '@/features/auth/auth-card';
import { SignUpForm } from '@/features/auth/sign-up-form';
import { signUpRole } from '@/lib/access';
import { getUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Create an account' };
export const dynamic = 'force-dynamic';

export default async function SignUpPage() {
  if (await getUser()) redirect('/dashboard');
  return (
    <AuthCard
      title="Create an account"
      description={signUpRole(openRoles[0]) !== 'pending' ? 'It takes a minute.' : 'An owner approves new accounts.'}
      footer={
        <>
          You have one already? <Link href="/sign-in">Sign in</Link>
        </>
      }
    >
      <SignUpForm />
    </AuthCard>
  );
}
