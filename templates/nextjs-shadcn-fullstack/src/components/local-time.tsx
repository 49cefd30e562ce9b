'use client';

import { format } from 'date-fns';

/** A moment on the visitor's own clock. The server, which cannot know it, writes its own, and the browser corrects that. */
export function LocalTime({ value, pattern = 'd MMM yyyy, HH:mm' }: { value: Date; pattern?: string }) {
  return (
    <time dateTime={value.toISOString()} suppressHydrationWarning className="tabular-nums">
      {format(value, pattern)}
    </time>
  );
}
