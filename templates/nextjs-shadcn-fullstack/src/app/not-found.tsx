import Link from 'next/link';
import { Button } from '@/components/ui/button';

export default function NotFound() {
  return (
    <main className="flex min-h-svh flex-col items-center justify-center gap-3 p-6 text-center">
      <p className="font-medium text-muted-foreground text-xs tabular-nums">404</p>
      <h1 className="font-semibold text-xl tracking-tight">There is no page here</h1>
      <p className="max-w-sm text-muted-foreground">The address may be mistyped, or the page was moved.</p>
      <Button asChild variant="outline" className="mt-3">
        <Link href="/">Go to the start</Link>
      </Button>
    </main>
  );
}
