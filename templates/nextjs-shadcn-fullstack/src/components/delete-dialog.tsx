'use client';

import { unstable_rethrow, useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { toast } from 'sonner';
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import type { ActionResult } from '@/lib/result';

/** A server action that deletes one record; bind its id to it. */
export type DeleteAction = () => Promise<ActionResult>;

/** Asks before it deletes, and says what became of it. */
export function DeleteDialog({
  open,
  onOpenChange,
  label,
  singular,
  onDelete,
  redirectTo,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  singular: string;
  onDelete: DeleteAction;
  /** Where to go when the record's own page is the one that is shown. */
  redirectTo?: string;
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  const confirm = () =>
    startTransition(async () => {
      try {
        const result = await onDelete();
        if (!result.ok) {
          toast.error(result.message ?? `${singular} could not be deleted`);
        } else {
          toast.success(`${singular} deleted`);
          if (redirectTo) router.replace(redirectTo);
        }
      } catch (error) {
        unstable_rethrow(error);
        toast.error('The server could not be reached. Nothing was deleted.');
      }
      onOpenChange(false);
    });

  return (
    <AlertDialog open={open} onOpenChange={(next) => !pending && onOpenChange(next)}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>Delete “{label}”?</AlertDialogTitle>
          <AlertDialogDescription>
            This {singular.toLowerCase()} is deleted for everybody. It cannot be brought back.
          </AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel disabled={pending}>Cancel</AlertDialogCancel>
          <Button variant="destructive" disabled={pending} onClick={confirm}>
            {pending && <Spinner aria-hidden="true" />}
            Delete
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
