import { Hourglass } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { signOutAction } from '@/features/auth/actions';
import { AuthCard } from '@/features/auth/auth-card';
import { getUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Waiting for approval' };
export const dynamic = 'force-dynamic';

/** Where a sign-up ends, and all that a person sees who is not approved yet. */
export default async function WaitingPage() {
  const user = await getUser();
  if (user && user.role !== 'pending') redirect('/dashboard');
  return (
    <AuthCard
      icon={<Hourglass />}
      title="Waiting for approval"
      description="An owner of this app has to let you in. You get an e-mail when that is done; then sign in."
    >
      {user ? (
        <form action={signOutAction}>
          <p className="mb-4 text-center text-muted-foreground text-[13px]">Signed in as {user.email}</p>
          <Button type="submit" variant="outline" className="w-full">
            Sign out
          </Button>
        </form>
      ) : (
        <Button asChild variant="outline" className="w-full">
          <Link href="/sign-in">Go to sign-in</Link>
        </Button>
      )}
    </AuthCard>
  );
}
