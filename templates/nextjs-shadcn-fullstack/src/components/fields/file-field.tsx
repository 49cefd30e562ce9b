/* eslint-disable @next/next/no-img-element -- a file that is not saved yet */
'use client';

import { File as FileIcon, Image as ImageIcon, RefreshCw, Upload, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type FieldValues, useController } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import type { Attachment } from '@/features/attachments/queries';
import { maxFileSize, pictureTypes } from '@/lib/files';
import { formatBytes } from '@/lib/format';
import { shrinkPicture } from '@/lib/shrink-picture';
import { forgetUpload, trackUpload } from '@/lib/uploads';
import { cn } from '@/lib/utils';

/** A file as the field shows it. */
type Shown = { name: string; size: number; picture: string | null };

/** Sends a file for a field, and answers what the server calls it. Throws what is wrong with it, in words for people. */
async function send(file: File, entity: string, field: string): Promise<Attachment> {
  if (file.size === 0) throw new Error('Choose a file that is not empty');
  if (file.size > maxFileSize) throw new Error(`A file may have at most ${formatBytes(maxFileSize)}`);
  const body = new FormData();
  body.set('entity', entity);
  body.set('field', field);
  body.set('file', file);
  const response = await fetch('/api/files', { method: 'POST', body }).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as (Attachment & { error?: string }) | null;
  if (response?.ok && answer) return answer;
  throw new Error(answer?.error ?? 'The file could not be sent. Check your connection and try again.');
}

const shownOf = (file: Attachment, isPicture: boolean): Shown => ({
  name: file.name,
  size: file.size,
  picture: isPicture ? `/api/files/${file.id}` : null,
});

/**
 * A picture or another file. It is sent as soon as it is chosen, while the rest of the form is filled in; the form holds its id.
 * What it replaces is removed when the form is saved.
 */
export function FileField<Input extends FieldValues, Output>({
  entity,
  picture = false,
  initial = null,
  ...props
}: FieldProps<Input, Output> & {
  entity: string;
  /** Whether nothing but a picture will do. */
  picture?: boolean;
  /** The file that is there. */
  initial?: Attachment | null;
}) {
  const { control, name, label } = props;
  const { field } = useController({ control, name });
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(() => initial && shownOf(initial, picture));
  const [state, setState] = useState<'idle' | 'sending' | 'refused'>('idle');
  const [error, setError] = useState<string>();
  const [over, setOver] = useState(false);
  /** Counts what was chosen and removed: what comes later than the next choice no longer matters. */
  const turn = useRef(0);
  const preview = shown?.picture;
  useEffect(() => () => void (preview?.startsWith('blob:') && URL.revokeObjectURL(preview)), [preview]);
  const what = picture ? 'picture' : 'file';

  const choose = async (chosen: File): Promise<boolean> => {
    turn.current += 1;
    const own = turn.current;
    setState('sending');
    setError(undefined);
    setShown({ name: chosen.name, size: chosen.size, picture: null });
    try {
      const file = picture ? await shrinkPicture(chosen) : chosen;
      if (own !== turn.current) return true;
      setShown({ name: file.name, size: file.size, picture: picture ? URL.createObjectURL(file) : null });
      const { id } = await send(file, entity, name);
      if (own !== turn.current) return true;
      field.onChange(id);
      setState('idle');
      return true;
    } catch (wrong) {
      if (own !== turn.current) return true;
      setShown({ name: chosen.name, size: chosen.size, picture: null });
      setError(wrong instanceof Error ? wrong.message : String(wrong));
      setState('refused');
      return false;
    }
  };
  const take = (chosen: File | undefined) => chosen && trackUpload(control, name, choose(chosen));
  const remove = () => {
    turn.current += 1;
    forgetUpload(control, name);
    // What was refused has not taken the place of the file that is there.
    const stays = state === 'refused' && initial !== null && field.value === initial.id;
    setShown(stays ? shownOf(initial, picture) : null);
    if (!stays) field.onChange('');
    setError(undefined);
    setState('idle');
  };
  const pick = () => input.current?.click();
  const icon: ReactNode = state === 'sending' ? <Spinner /> : picture ? <ImageIcon /> : <FileIcon />;

  return (
    <FormField {...props} error={error}>
      {(_, attributes) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a larger place to drop a file on, beside the button.
        <div
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files[0]);
          }}
          className={cn(
            'relative flex min-h-24 items-center gap-4 rounded-md border border-input border-dashed bg-card p-3 transition-colors focus-within:border-ring focus-within:ring-[3px] focus-within:ring-ring/25 dark:bg-input/30',
            attributes['aria-invalid'] && 'border-destructive',
            over && 'border-ring bg-accent',
          )}
        >
          <input
            {...attributes}
            ref={(element) => {
              input.current = element;
              field.ref(element);
            }}
            type="file"
            name={name}
            accept={picture ? pictureTypes.join(',') : undefined}
            tabIndex={-1}
            className="sr-only"
            onBlur={field.onBlur}
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <span
            aria-hidden="true"
            className={cn(
              'flex shrink-0 items-center justify-center overflow-hidden rounded-md bg-muted text-muted-foreground [&_svg]:size-5',
              preview ? 'size-20 sm:size-24' : 'size-12',
            )}
          >
            {preview ? (
              // biome-ignore lint/performance/noImgElement: a file that is not saved yet.
              <img src={preview} alt="" className={cn('size-full object-cover', state === 'sending' && 'opacity-50')} />
            ) : (
              icon
            )}
          </span>
          <span className="flex min-w-0 flex-1 flex-col gap-2">
            {shown && (
              <span className="min-w-0 text-[13px]">
                <span className="block truncate font-medium">{shown.name}</span>
                <span className="block text-muted-foreground text-xs" role="status">
                  {state === 'sending' ? 'Being sent…' : state === 'refused' ? 'Not taken' : formatBytes(shown.size)}
                </span>
              </span>
            )}
            <span className="flex flex-wrap gap-2">
              <Button
                variant="outline"
                size="sm"
                type="button"
                aria-describedby={attributes['aria-describedby']}
                aria-label={`${shown ? 'Replace' : `Choose a ${what}`}: ${label}`}
                onClick={pick}
              >
                {shown ? <RefreshCw /> : <Upload />} {shown ? 'Replace' : `Choose a ${what}`}
              </Button>
              {shown && (
                <Button variant="ghost" size="sm" type="button" aria-label={`Remove: ${label}`} onClick={remove}>
                  <X /> Remove
                </Button>
              )}
            </span>
            {!shown && (
              <span className="text-muted-foreground text-xs">or drop it here, up to {formatBytes(maxFileSize)}</span>
            )}
          </span>
        </div>
      )}
    </FormField>
  );
}
