'use client';

import { Ellipsis, Eye, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { type DeleteAction, DeleteDialog } from '@/components/delete-dialog';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';

/** What can be done with one row of a list. */
export function RowActions({
  href,
  label,
  singular,
  edit = true,
  onDelete,
}: {
  href: string;
  label: string;
  singular: string;
  /** Whether the person may change it. */
  edit?: boolean;
  /** Left out where the person may not delete it. */
  onDelete?: DeleteAction;
}) {
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Actions for ${label}`}
            className="relative z-10 size-7 text-muted-foreground data-[state=open]:bg-accent"
          >
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem asChild>
            <Link href={href}>
              <Eye /> Open
            </Link>
          </DropdownMenuItem>
          {edit && (
            <DropdownMenuItem asChild>
              <Link href={`${href}/edit`}>
                <Pencil /> Edit
              </Link>
            </DropdownMenuItem>
          )}
          {onDelete && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem variant="destructive" onSelect={() => setDeleting(true)}>
                <Trash2 /> Delete…
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {onDelete && (
        <DeleteDialog
          open={deleting}
          onOpenChange={setDeleting}
          label={label}
          singular={singular}
          onDelete={onDelete}
        />
      )}
    </>
  );
}
