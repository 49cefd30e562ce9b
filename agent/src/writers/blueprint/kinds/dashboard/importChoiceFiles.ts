/** src/features/figures/file-choice.tsx */
export const FILE_CHOICE_FILE = `'use client';

import { Download, FileUp } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from '@/components/ui/card';
import { type ImportField, largestFile } from '@/features/figures/import-answer';
import { formatBytes } from '@/lib/format';
import { cn } from '@/lib/utils';

/** A place for a file: to drop it on, and to choose it by. */
export function DropZone({ onFile }: { onFile: (file: File | undefined) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    // The label makes all of it one large button of the input.
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer.files[0]);
      }}
      className={cn(
        'flex cursor-pointer flex-col items-center gap-2 rounded-xl border border-dashed bg-card px-6 py-12 text-center transition-colors hover:border-ring/60 has-focus-visible:ring-[3px] has-focus-visible:ring-ring/40',
        over && 'border-ring bg-accent',
      )}
    >
      <FileUp aria-hidden="true" className="size-6 text-muted-foreground" />
      <span className="font-medium">Choose a CSV file, or drop it here</span>
      <span className="text-[13px] text-muted-foreground">
        {\`Commas, semicolons or tabs; up to \${formatBytes(largestFile)} and 10,000 rows\`}
      </span>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label="CSV file"
        className="sr-only"
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </label>
  );
}

/** What a file may hold, before there is one. */
export function Expected({ slug, fields }: { slug: string; fields: ImportField[] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>What a row may say</h2>
        </CardTitle>
        <CardDescription>The columns may have other names and any order: you choose which is which.</CardDescription>
      </CardHeader>
      <CardContent>
        <dl className="divide-y text-[13px]">
          {fields.map(({ property, label, required, hint }) => (
            <div key={property} className="flex flex-wrap justify-between gap-x-4 gap-y-0.5 py-2">
              <dt className="font-medium">{label}</dt>
              <dd className="text-muted-foreground">{[required ? 'Needed' : 'May be left out', hint].filter(Boolean).join('. ')}</dd>
            </div>
          ))}
        </dl>
      </CardContent>
      <CardFooter className="border-t">
        <Button asChild variant="outline" size="sm">
          <a href={\`/dashboard/export?of=\${slug}&example=1\`} download={\`\${slug}-example.csv\`}>
            <Download /> Example file
          </a>
        </Button>
      </CardFooter>
    </Card>
  );
}
`;

/** src/features/figures/column-choice.tsx */
export const COLUMN_CHOICE_FILE = `'use client';

import { useId } from 'react';
import { Label } from '@/components/ui/label';
import { NativeSelect, NativeSelectOption } from '@/components/ui/native-select';
import type { DateOrder } from '@/features/figures/cells';

const notThere = 'none';

/** Which column of the file a field is, with what the first row has there. */
export function ColumnChoice({
  label,
  required,
  hint,
  header,
  value,
  example,
  onChange,
}: {
  label: string;
  required: boolean;
  hint: string;
  header: string[];
  value: number | undefined;
  example: string;
  onChange: (at: number | undefined) => void;
}) {
  const id = useId();
  return (
    <div className="grid items-center gap-x-4 gap-y-1 [&>[data-slot=native-select-wrapper]]:w-full sm:grid-cols-[minmax(0,1fr)_15rem_minmax(0,1fr)]">
      <span className="min-w-0">
        <Label htmlFor={id} className="text-[13px]">
          <span className="sr-only">Column for </span>
          {label}
        </Label>
        <span className="block truncate text-muted-foreground text-xs">
          {[required ? 'Needed' : '', hint].filter(Boolean).join('. ')}
        </span>
      </span>
      <NativeSelect
        id={id}
        value={value ?? notThere}
        onChange={(event) => onChange(event.target.value === notThere ? undefined : Number(event.target.value))}
      >
        <NativeSelectOption value={notThere}>Not in the file</NativeSelectOption>
        {header.map((name, at) => (
          <NativeSelectOption key={at} value={at}>
            {name === '' || header.indexOf(name) !== at ? \`\${name || 'Column'} (\${at + 1})\` : name}
          </NativeSelectOption>
        ))}
      </NativeSelect>
      <span className="truncate text-muted-foreground text-xs">{example && \`First row: \${example}\`}</span>
    </div>
  );
}

/** What dates mean that could be meant in two ways. */
export function DateChoice({ value, onChange }: { value: DateOrder; onChange: (order: DateOrder) => void }) {
  const id = useId();
  return (
    <div className="grid items-center gap-x-4 gap-y-1 [&>[data-slot=native-select-wrapper]]:w-full border-t pt-3 sm:grid-cols-[minmax(0,1fr)_15rem_minmax(0,1fr)]">
      <Label htmlFor={id} className="text-[13px]">
        Dates like 03/04/2026
      </Label>
      <NativeSelect
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value === 'day' ? 'day' : 'month')}
      >
        <NativeSelectOption value="month">Month first: March 4</NativeSelectOption>
        <NativeSelectOption value="day">Day first: 3 April</NativeSelectOption>
      </NativeSelect>
    </div>
  );
}
`;
