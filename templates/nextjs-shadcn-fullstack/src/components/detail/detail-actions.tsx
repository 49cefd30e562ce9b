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
  onDelete,
}: {
  path: string;
  id: string;
  label: string;
  singular: string;
  onDelete: DeleteAction;
}) {
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Button
        variant="outline"
        onClick={() => setDeleting(true)}
        className="text-destructive-text hover:text-destructive-text"
      >
        <Trash2 /> Delete
      </Button>
      <Button asChild>
        <Link href={`${path}/${id}/edit`}>
          <Pencil /> Edit
        </Link>
      </Button>
      <DeleteDialog
        open={deleting}
        onOpenChange={setDeleting}
        label={label}
        singular={singular}
        onDelete={onDelete}
        redirectTo={path}
      />
    </>
  );
}
