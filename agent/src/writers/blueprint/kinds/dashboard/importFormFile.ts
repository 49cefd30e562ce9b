/** src/features/figures/import-form.tsx */
export const IMPORT_FORM_FILE = `'use client';

import { ArrowRight, CircleAlert, CircleCheck, FileSpreadsheet, FileUp } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState, useTransition } from 'react';
import { Alert, AlertDescription, AlertTitle } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from '@/components/ui/card';
import { Spinner } from '@/components/ui/spinner';
import { type DateOrder, isAmbiguousDate } from '@/features/figures/cells';
import { ColumnChoice, DateChoice } from '@/features/figures/column-choice';
import { DropZone, Expected } from '@/features/figures/file-choice';
import { guessColumns } from '@/features/figures/guess-columns';
import { type ImportAnswer, type ImportField, largestFile } from '@/features/figures/import-answer';
import { Problems, rowsText, Sample } from '@/features/figures/import-problems';
import { decodeText, type ReadCsv, readCsv } from '@/lib/csv';
import { formatBytes, formatNumber } from '@/lib/format';

type Chosen = { name: string; text: string; csv: ReadCsv };

/** A CSV file becomes records in three steps: choose it, say which column is which, see what it holds and say yes. */
export function ImportForm({
  slug,
  singular,
  plural,
  fields,
}: {
  slug: string;
  singular: string;
  plural: string;
  fields: ImportField[];
}) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [mapping, setMapping] = useState<Record<string, number>>({});
  const [dates, setDates] = useState<DateOrder>('month');
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const [error, setError] = useState('');
  const [working, startWorking] = useTransition();
  const result = useRef<HTMLHeadingElement>(null);
  const things = (number: number) => \`\${formatNumber(number)} \${(number === 1 ? singular : plural).toLowerCase()}\`;

  const startAgain = () => {
    setChosen(null);
    setAnswer(null);
    setError('');
  };
  const change = (next: () => void) => {
    next();
    // What was found is about the columns as they were.
    setAnswer(null);
    setError('');
  };

  const choose = async (file: File | undefined) => {
    startAgain();
    if (!file) return;
    if (file.size > largestFile) return setError(\`A file may have at most \${formatBytes(largestFile)}.\`);
    const text = decodeText(await file.arrayBuffer());
    const csv = readCsv(text);
    if ('error' in csv) return setError(csv.error);
    setMapping(guessColumns(csv.header, fields));
    setChosen({ name: file.name, text, csv });
  };

  const send = (confirmed?: number) =>
    startWorking(async () => {
      if (!chosen) return;
      const body = new FormData();
      body.set('file', new Blob([chosen.text], { type: 'text/csv' }), chosen.name);
      body.set('settings', JSON.stringify({ mapping, dates, confirmed }));
      try {
        const response = await fetch(\`/api/import/\${slug}\`, { method: 'POST', body });
        const said = (await response.json().catch(() => null)) as ImportAnswer | { error: string } | null;
        if (!said || 'error' in said) {
          setAnswer(null);
          setError(said?.error ?? \`The server answered \${response.status}. Try again.\`);
          return;
        }
        setError(said.changed ? 'The records have changed in the meantime. This is what holds now.' : '');
        setAnswer(said);
        requestAnimationFrame(() => result.current?.focus());
      } catch {
        setError('The server could not be reached. Try again.');
      }
    });

  if (!chosen) {
    return (
      <div className="grid gap-4">
        <DropZone onFile={choose} />
        {error && <Refusal text={error} />}
        <Expected slug={slug} fields={fields} />
      </div>
    );
  }
  const { header, rows } = chosen.csv;
  const missing = fields.filter(({ property, required }) => required && mapping[property] === undefined);
  const ambiguous = fields.some(({ property, isDate }) => {
    const at = mapping[property];
    return isDate && at !== undefined && rows.some((row) => isAmbiguousDate(row[at] ?? ''));
  });
  return (
    <div className="grid gap-4 md:gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-xl border bg-card px-4 py-3 shadow-xs">
        <p className="flex min-w-0 items-center gap-3">
          <FileSpreadsheet className="size-4 shrink-0 text-muted-foreground" />
          <span className="min-w-0">
            <span className="block truncate font-medium text-[13px]">{chosen.name}</span>
            <span className="block text-muted-foreground text-xs">
              {\`\${formatNumber(rows.length)} \${rows.length === 1 ? 'row' : 'rows'}, \${formatNumber(header.length)} columns\`}
            </span>
          </span>
        </p>
        <Button variant="outline" size="sm" onClick={startAgain}>
          Another file
        </Button>
      </div>
      {!answer?.written && (
        <Card>
          <CardHeader>
            <CardTitle>
              <h2>Which column is which?</h2>
            </CardTitle>
            <CardDescription>What is not in the file stays empty.</CardDescription>
          </CardHeader>
          <CardContent className="grid gap-3">
            {fields.map(({ property, label, required, hint }) => (
              <ColumnChoice
                key={property}
                label={label}
                required={required}
                hint={hint}
                header={header}
                value={mapping[property]}
                example={mapping[property] === undefined ? '' : (rows[0]?.[mapping[property]] ?? '')}
                onChange={(at) =>
                  change(() =>
                    setMapping((before) => {
                      const others = Object.entries(before).filter(([name]) => name !== property);
                      return Object.fromEntries(at === undefined ? others : [...others, [property, at]]);
                    }),
                  )
                }
              />
            ))}
            {ambiguous && <DateChoice value={dates} onChange={(order) => change(() => setDates(order))} />}
          </CardContent>
          <CardFooter className="flex-wrap justify-between border-t">
            <p className="text-[13px] text-muted-foreground">
              {missing.length > 0
                ? \`No column is chosen for \${missing.map(({ label }) => label.toLowerCase()).join(', ')}.\`
                : 'This only looks. Nothing is written yet.'}
            </p>
            <Button variant={answer ? 'outline' : 'default'} onClick={() => send()} disabled={working}>
              {working && !answer ? <Spinner /> : null} Check the file
            </Button>
          </CardFooter>
        </Card>
      )}
      {error && <Refusal text={error} />}
      {answer && (
        <section aria-label="What the file holds" className="grid gap-4 md:gap-5">
          <Card>
            <CardHeader>
              <CardTitle>
                <h2 ref={result} tabIndex={-1} className="flex items-center gap-2 outline-none">
                  {answer.written && <CircleCheck className="size-4 text-success-text" />}
                  {answer.written
                    ? \`\${things(answer.ready)} imported\`
                    : answer.ready === 0
                      ? 'No row is ready'
                      : \`\${things(answer.ready)} ready\`}
                </h2>
              </CardTitle>
              <CardDescription>
                {answer.problems.length > 0
                  ? \`\${rowsText(answer.problems.length)} \${answer.problems.length === 1 ? 'has' : 'have'} problems\${answer.written ? ' and stayed out' : ' and would stay out'}.\`
                  : 'Every row is right.'}
                {!answer.written && ' Nothing has been written yet.'}
              </CardDescription>
            </CardHeader>
            {!answer.written && answer.sample.length > 0 && (
              <CardContent>
                <Sample csv={chosen.csv} fields={fields} mapping={mapping} rows={answer.sample} />
                {answer.ready > answer.sample.length && (
                  <p className="mt-2 text-muted-foreground text-xs">
                    {\`And \${formatNumber(answer.ready - answer.sample.length)} more.\`}
                  </p>
                )}
              </CardContent>
            )}
            <CardFooter className="flex-wrap border-t">
              {answer.written ? (
                <>
                  <Button asChild>
                    <Link href={\`/dashboard?of=\${slug}&period=all\`}>
                      See the figures <ArrowRight />
                    </Link>
                  </Button>
                  <Button variant="outline" onClick={startAgain}>
                    Import another file
                  </Button>
                </>
              ) : (
                <Button onClick={() => send(answer.ready)} disabled={working || answer.ready === 0}>
                  {working ? <Spinner /> : <FileUp />} {\`Import \${things(answer.ready)}\`}
                </Button>
              )}
            </CardFooter>
          </Card>
          {answer.problems.length > 0 && <Problems slug={slug} csv={chosen.csv} problems={answer.problems} />}
        </section>
      )}
    </div>
  );
}

function Refusal({ text }: { text: string }) {
  return (
    <Alert variant="destructive">
      <CircleAlert />
      <AlertTitle>This did not work</AlertTitle>
      <AlertDescription>{text}</AlertDescription>
    </Alert>
  );
}
`;
