/** src/features/figures/import-problems.tsx */
export const IMPORT_PROBLEMS_FILE = `'use client';

import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ImportAnswer, ImportField } from '@/features/figures/import-answer';
import { csvOf, type ReadCsv } from '@/lib/csv';
import { formatNumber } from '@/lib/format';

/** Problems that are shown; the others are in the file of the rows that have them. */
const mostShown = 50;

export const rowsText = (number: number) => \`\${formatNumber(number)} \${number === 1 ? 'row' : 'rows'}\`;

/** A few rows that are ready, as the file has them. */
export function Sample({
  csv,
  fields,
  mapping,
  rows,
}: {
  csv: ReadCsv;
  fields: ImportField[];
  mapping: Record<string, number>;
  rows: number[];
}) {
  const shown = fields.filter(({ property }) => mapping[property] !== undefined);
  return (
    <div className="overflow-x-auto">
      <Table>
        <TableHeader>
          <TableRow>
            {shown.map(({ property, label }) => (
              <TableHead key={property}>{label}</TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row}>
              {shown.map(({ property }) => (
                <TableCell key={property} className="max-w-48 truncate">
                  {csv.rows[row - 2]?.[mapping[property] ?? -1]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** What is wrong, row by row, and those rows as a file to put right. */
export function Problems({ slug, csv, problems }: { slug: string; csv: ReadCsv; problems: ImportAnswer['problems'] }) {
  const download = () => {
    const rows = problems.map(({ row, found }) => [
      ...csv.header.map((_, at) => csv.rows[row - 2]?.[at] ?? ''),
      found.map(({ message }) => message).join('; '),
    ]);
    const address = URL.createObjectURL(new Blob([csvOf([...csv.header, 'Problem'], rows)], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = \`\${slug}-problems.csv\`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>{\`\${rowsText(problems.length)} with problems\`}</h2>
        </CardTitle>
        <CardDescription>Put them right in the file that you download here, and import that one.</CardDescription>
      </CardHeader>
      <CardContent>
        <div className="overflow-x-auto">
          <Table>
            <TableHeader>
              <TableRow>
                <TableHead className="w-16">Row</TableHead>
                <TableHead>What is wrong</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {problems.slice(0, mostShown).map(({ row, found }) => (
                <TableRow key={row}>
                  <TableCell className="align-top tabular-nums">{row}</TableCell>
                  <TableCell className="whitespace-normal">
                    <ul className="grid gap-0.5">
                      {found.map(({ field, message }) => (
                        <li key={\`\${field} \${message}\`}>{message}</li>
                      ))}
                    </ul>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
        {problems.length > mostShown && (
          <p className="mt-2 text-muted-foreground text-xs">{\`And \${formatNumber(problems.length - mostShown)} more, in the file.\`}</p>
        )}
      </CardContent>
      <CardFooter className="border-t">
        <Button variant="outline" size="sm" onClick={download}>
          <Download /> {\`Download \${problems.length === 1 ? 'this row' : \`these \${rowsText(problems.length)}\`}\`}
        </Button>
      </CardFooter>
    </Card>
  );
}
`;
