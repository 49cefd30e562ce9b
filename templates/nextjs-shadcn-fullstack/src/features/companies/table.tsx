import Link from 'next/link';
import { RowActions } from '@/components/list/row-actions';
import { SortHead } from '@/components/list/sort-head';
import { LocalTime } from '@/components/local-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { ChoiceValue, UrlValue } from '@/components/values';
import { deleteCompany } from '@/features/companies/actions';
import type { CompanyRow } from '@/features/companies/queries';
import { industryOptions } from '@/features/companies/schema';
import { formatNumber } from '@/lib/format';
import type { ListParams } from '@/lib/list-params';

/** The companies of one page. On narrow screens the later columns give way. */
export function CompanyTable({
  rows,
  params,
  path = '/companies',
}: {
  rows: CompanyRow[];
  params: ListParams;
  /** The page that shows the table, for the links that sort it. */
  path?: string;
}) {
  const sort = { path, params };
  return (
    <div className="@container">
      <Table>
        <TableHeader>
          <TableRow>
            <SortHead {...sort} column="name">
              Name
            </SortHead>
            <SortHead {...sort} column="website" className="hidden @lg:table-cell">
              Website
            </SortHead>
            <SortHead {...sort} column="industry" className="hidden @xs:table-cell">
              Industry
            </SortHead>
            <SortHead {...sort} column="employees" className="hidden text-right [&_a]:flex-row-reverse @2xl:table-cell">
              Employees
            </SortHead>
            <SortHead {...sort} column="createdAt" className="hidden @5xl:table-cell">
              Created
            </SortHead>
            <TableHead className="w-10">
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id} className="relative">
              <TableCell className="max-w-64 font-medium">
                <Link href={`/companies/${row.id}`} className="row-link">
                  {row.name}
                </Link>
              </TableCell>
              <TableCell className="hidden max-w-56 truncate text-muted-foreground @lg:table-cell">
                <UrlValue value={row.website} />
              </TableCell>
              <TableCell className="hidden max-w-48 @xs:table-cell">
                <ChoiceValue value={row.industry} options={industryOptions} />
              </TableCell>
              <TableCell className="hidden text-right tabular-nums @2xl:table-cell">
                {formatNumber(row.employees)}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap text-muted-foreground @5xl:table-cell">
                <LocalTime value={row.createdAt} pattern="d MMM yyyy" />
              </TableCell>
              <TableCell className="text-right">
                <RowActions
                  href={`/companies/${row.id}`}
                  label={row.name}
                  singular="Company"
                  onDelete={deleteCompany.bind(null, row.id)}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
