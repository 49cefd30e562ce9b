'use client';

import Link from 'next/link';
import type { FormEventHandler, ReactNode } from 'react';
import { SubmitButton } from '@/components/submit-button';
import { Button } from '@/components/ui/button';

/** A form in a card, with its buttons below. On phones the fields stand in one column. */
export function FormCard({
  onSubmit,
  saving,
  submitLabel,
  cancelHref,
  error,
  children,
}: {
  onSubmit: FormEventHandler<HTMLFormElement>;
  saving: boolean;
  submitLabel: string;
  cancelHref: string;
  error?: ReactNode;
  children: ReactNode;
}) {
  return (
    <form onSubmit={onSubmit} noValidate className="overflow-hidden rounded-xl border bg-card shadow-xs">
      {error && <div className="px-5 pt-5 empty:hidden">{error}</div>}
      <div className="grid gap-x-5 gap-y-5 p-5 sm:grid-cols-2">{children}</div>
      <div className="flex flex-col-reverse gap-2 border-t bg-muted/40 px-5 py-3.5 sm:flex-row sm:justify-end">
        <Button asChild variant="ghost">
          <Link href={cancelHref}>Cancel</Link>
        </Button>
        <SubmitButton pending={saving}>{submitLabel}</SubmitButton>
      </div>
    </form>
  );
}
