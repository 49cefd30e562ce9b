import { LocalTime } from '@/components/local-time';

/** When a record was made and last changed. */
export function Timestamps({ createdAt, updatedAt }: { createdAt: Date; updatedAt: Date }) {
  return (
    <dl className="grid gap-2.5 rounded-xl border bg-card px-5 py-4 text-[13px] shadow-xs">
      <div className="flex justify-between gap-4">
        <dt className="text-muted-foreground">Created</dt>
        <dd>
          <LocalTime value={createdAt} />
        </dd>
      </div>
      <div className="flex justify-between gap-4">
        <dt className="text-muted-foreground">Last changed</dt>
        <dd>
          <LocalTime value={updatedAt} />
        </dd>
      </div>
    </dl>
  );
}
