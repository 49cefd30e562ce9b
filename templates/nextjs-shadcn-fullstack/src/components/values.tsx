import { Check, ExternalLink, Minus } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/lib/utils';

/** How values of a record look where they are read, not edited. All of them show nothing for null. */

export function EmailValue({ value }: { value: string | null }) {
  if (!value) return null;
  return (
    <a href={`mailto:${value}`} className="value-link">
      {value}
    </a>
  );
}

export function UrlValue({ value }: { value: string | null }) {
  if (!value) return null;
  return (
    <a href={value} target="_blank" rel="noopener noreferrer" className="value-link">
      {value.replace(/^https?:\/\//, '').replace(/\/$/, '')}
      <ExternalLink aria-label="Opens in a new tab" className="ml-1 inline size-3 align-baseline" />
    </a>
  );
}

export function BooleanValue({ value }: { value: boolean | null }) {
  if (value === null) return null;
  return (
    <span className="inline-flex items-center gap-1.5">
      {value ? (
        <Check aria-hidden="true" className="size-3.5 text-success-text" />
      ) : (
        <Minus aria-hidden="true" className="size-3.5 text-muted-foreground" />
      )}
      {value ? 'Yes' : 'No'}
    </span>
  );
}

export function TextValue({ value }: { value: string | null }) {
  if (!value) return null;
  return <p className="whitespace-pre-wrap leading-relaxed">{value}</p>;
}

/** Another record. `path` is null for whoever may not open its page. */
export function ReferenceValue({
  path,
  record,
}: {
  path: string | null;
  record: { id: string; label: string } | null;
}) {
  if (!record) return null;
  if (path === null) return record.label;
  return (
    <Link href={`${path}/${record.id}`} className="value-link">
      {record.label}
    </Link>
  );
}

/** Any number of other records. */
export function ReferencesValue({ path, records }: { path: string | null; records: { id: string; label: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {records.map((record) => (
        <li key={record.id} className="min-w-0">
          <ReferenceValue path={path} record={record} />
        </li>
      ))}
    </ul>
  );
}

const dots = ['bg-chart-1', 'bg-chart-2', 'bg-chart-3', 'bg-chart-4', 'bg-chart-5'];

/** One of a few values, with a dot in a colour of its own. */
export function ChoiceValue({
  value,
  options,
}: {
  value: string | null;
  options: readonly { value: string; label: string }[];
}) {
  const index = options.findIndex((option) => option.value === value);
  const option = options[index];
  if (!option) return null;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 rounded-full border bg-card py-0.5 pr-2.5 pl-2 text-xs leading-4">
      <span aria-hidden="true" className={cn('size-1.5 shrink-0 rounded-full', dots[index % dots.length])} />
      <span className="truncate">{option.label}</span>
    </span>
  );
}
