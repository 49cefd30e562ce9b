/* eslint-disable @next/next/no-img-element -- an optimiser would fetch them as nobody */
import { Download, ImageOff } from 'lucide-react';
import { findFieldFile } from '@/features/attachments/field-files';
import { formatBytes } from '@/lib/format';

/** How files that are values of a record look where they are read. All of them show nothing for null. */

/** A picture on its record's page; it opens in its own size. */
export function PictureValue({ id, label }: { id: string | null; label: string }) {
  if (id === null) return null;
  return (
    <a
      href={`/api/files/${id}`}
      target="_blank"
      rel="noopener noreferrer"
      className="mt-1 block w-fit max-w-full overflow-hidden rounded-lg border bg-muted outline-none focus-visible:ring-[3px] focus-visible:ring-ring/40"
    >
      {/* biome-ignore lint/performance/noImgElement: an optimiser would fetch it as nobody. */}
      <img src={`/api/files/${id}`} alt={label} className="max-h-96 min-h-8 max-w-full object-contain" />
    </a>
  );
}

/** A file on its record's page: a link with name and size. */
export async function FileValue({ id }: { id: string | null }) {
  const file = await findFieldFile(id);
  if (!file) return null;
  return (
    <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
      <a href={`/api/files/${file.id}`} download={file.name} className="value-link [overflow-wrap:anywhere]">
        {file.name}
        <Download aria-hidden="true" className="ml-1 inline size-3 align-baseline" />
      </a>
      <span className="text-muted-foreground text-xs">{formatBytes(file.size)}</span>
    </span>
  );
}

/** A picture beside its record's name in a list. */
export function Thumbnail({ id }: { id: string | null }) {
  return (
    <span
      aria-hidden="true"
      className="flex size-9 shrink-0 items-center justify-center overflow-hidden rounded-md border bg-muted text-muted-foreground"
    >
      {id === null ? (
        <ImageOff className="size-4 opacity-60" />
      ) : (
        // biome-ignore lint/performance/noImgElement: an optimiser would fetch it as nobody.
        <img src={`/api/files/${id}`} alt="" loading="lazy" className="size-full object-cover" />
      )}
    </span>
  );
}
