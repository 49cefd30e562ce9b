'use client';

import { Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { type DeleteAction, DeleteDialog } from '@/components/delete-dialog';
import { Button } from '@/components/ui/button';

/** The buttons at the head of a record's page. */
export function DetailActions({
  path,
  id,
  label,
  singular,
  edit = true,
  quiet = false,
  onDelete,
}: {
  path: string;
  id: string;
  label: string;
  singular: string;
  /** Whether the person may change it. */
  edit?: boolean;
  /** Whether the page has something more important to do than to edit. */
  quiet?: boolean;
  /** Left out where the person may not delete it. */
  onDelete?: DeleteAction;
}) {
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      {onDelete && (
        <Button
          variant="outline"
          onClick={() => setDeleting(true)}
          className="text-destructive-text hover:text-destructive-text"
        >
          <Trash2 /> Delete
        </Button>
      )}
      {edit && (
        <Button asChild variant={quiet ? 'outline' : 'default'}>
          <Link href={`${path}/${id}/edit`}>
            <Pencil /> Edit
          </Link>
        </Button>
      )}
      {onDelete && (
        <DeleteDialog
          open={deleting}
          onOpenChange={setDeleting}
          label={label}
          singular={singular}
          onDelete={onDelete}
          redirectTo={path}
        />
      )}
    </>
  );
}
