'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, File as FileIcon, Paperclip, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { toast } from 'sonner';
import { DetailSection } from '@/components/detail/detail';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { Spinner } from '@/components/ui/spinner';
import type { Attachment } from '@/features/attachments/queries';
import { formatBytes } from '@/lib/format';
import { getJson } from '@/lib/get-json';

type Shown = Attachment & { uploading?: boolean };

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init);
  if (response.ok) return response;
  const body = (await response.json().catch(() => null)) as { error?: string } | null;
  throw new Error(body?.error ?? `The server answered ${response.status}`);
}

/** The files of one record: add, download, remove. What one does shows at once and is taken back when it fails. */
export function Attachments({ entity, recordId }: { entity: string; recordId: string }) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const queryKey = ['files', entity, recordId];
  const query = new URLSearchParams({ entity, recordId });
  const { data, isPending, isError } = useQuery({
    queryKey,
    queryFn: ({ signal }) => getJson<Shown[]>(`/api/files?${query}`, signal),
  });

  const change = (next: (files: Shown[]) => Shown[]) =>
    client.setQueryData<Shown[]>(queryKey, (files) => next(files ?? []));
  /** Shows the change before the server answers. */
  const optimistic = async (next: (files: Shown[]) => Shown[]) => {
    await client.cancelQueries({ queryKey });
    change(next);
  };
  const settle = {
    onError: (error: Error) => toast.error(error.message),
    onSettled: () => client.invalidateQueries({ queryKey }),
  };

  const add = useMutation({
    mutationFn: async (file: File) => {
      const body = new FormData();
      body.set('entity', entity);
      body.set('recordId', recordId);
      body.set('file', file);
      await send('/api/files', { method: 'POST', body });
    },
    onMutate: ({ name, type, size }) =>
      optimistic((files) => [
        { id: `new-${name}`, name, type, size, createdAt: new Date().toISOString(), uploading: true },
        ...files,
      ]),
    ...settle,
  });
  const remove = useMutation({
    mutationFn: (file: Shown) => send(`/api/files/${file.id}`, { method: 'DELETE' }),
    onMutate: (file) => optimistic((files) => files.filter(({ id }) => id !== file.id)),
    ...settle,
  });

  return (
    <DetailSection
      title="Files"
      action={
        <>
          <input
            ref={input}
            type="file"
            aria-label="Add a file"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) add.mutate(file);
              event.target.value = '';
            }}
          />
          <Button variant="outline" size="sm" onClick={() => input.current?.click()}>
            <Paperclip /> Add file
          </Button>
        </>
      }
    >
      <div className="rounded-xl border bg-card shadow-xs">
        {isPending ? (
          <div className="p-4">
            <Skeleton className="h-4 w-2/3" />
          </div>
        ) : isError ? (
          <p className="p-4 text-[13px] text-muted-foreground">The files could not be loaded.</p>
        ) : data.length === 0 ? (
          <p className="p-4 text-[13px] text-muted-foreground">Nothing is attached yet.</p>
        ) : (
          <ul>
            {data.map((file) => (
              <li key={file.id} className="flex items-center gap-3 border-b py-2 pr-2 pl-4 last:border-b-0">
                {file.uploading ? <Spinner /> : <FileIcon className="size-4 shrink-0 text-muted-foreground" />}
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-[13px]">{file.name}</span>
                  <span className="block text-muted-foreground text-xs">{formatBytes(file.size)}</span>
                </span>
                {!file.uploading && (
                  <span className="flex shrink-0 text-muted-foreground">
                    <Button asChild variant="ghost" size="icon-sm" className="size-7">
                      <a href={`/api/files/${file.id}`} download={file.name} aria-label={`Download ${file.name}`}>
                        <Download />
                      </a>
                    </Button>
                    <Button
                      variant="ghost"
                      size="icon-sm"
                      className="size-7"
                      aria-label={`Remove ${file.name}`}
                      onClick={() => remove.mutate(file)}
                    >
                      <Trash2 />
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </DetailSection>
  );
}
