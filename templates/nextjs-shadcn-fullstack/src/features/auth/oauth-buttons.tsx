'use client';

import { useTransition } from 'react';
import { Alert, AlertDescription } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { oauthSignInAction } from '@/features/auth/actions';

/** One button per service whose keys are set. Nothing without keys. */
export function OAuthButtons({
  providers,
  next,
  failed,
}: {
  providers: { id: string; name: string }[];
  next: string;
  failed: boolean;
}) {
  const [leaving, startLeaving] = useTransition();
  return (
    <>
      {failed && (
        <Alert variant="destructive" className="mb-5">
          <AlertDescription>That sign-in did not work. Try again, or use your password.</AlertDescription>
        </Alert>
      )}
      {providers.length > 0 && (
        <>
          <div className="grid gap-2">
            {providers.map(({ id, name }) => (
              <Button
                key={id}
                variant="outline"
                disabled={leaving}
                onClick={() => startLeaving(() => oauthSignInAction(id, next))}
              >
                Continue with {name}
              </Button>
            ))}
          </div>
          <div className="my-5 flex items-center gap-3 text-muted-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            or
          </div>
        </>
      )}
    </>
  );
}
