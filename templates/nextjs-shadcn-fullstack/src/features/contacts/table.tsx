import Link from 'next/link';
import { RowActions } from '@/components/list/row-actions';
import { SortHead } from '@/components/list/sort-head';
import { LocalTime } from '@/components/local-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { ChoiceValue, EmailValue, ReferenceValue } from '@/components/values';
import { deleteContact } from '@/features/contacts/actions';
import type { ContactRow } from '@/features/contacts/queries';
import { stageOptions } from '@/features/contacts/schema';
import { formatMoney } from '@/lib/format';
import type { ListParams } from '@/lib/list-params';

/** The contacts of one page. On narrow screens the later columns give way. */
export function ContactTable({
  rows,
  params,
  path = '/contacts',
  without,
}: {
  rows: ContactRow[];
  params: ListParams;
  /** The page that shows the table, for the links that sort it. */
  path?: string;
  /** The reference that all rows share: its column says nothing. */
  without?: 'companyId';
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
            <SortHead {...sort} column="email" className="hidden @lg:table-cell">
              Email
            </SortHead>
            {without !== 'companyId' && (
              <SortHead {...sort} column="company" className="hidden @2xl:table-cell">
                Company
              </SortHead>
            )}
            <SortHead {...sort} column="stage" className="hidden @xs:table-cell">
              Stage
            </SortHead>
            <SortHead {...sort} column="dealValue" className="hidden text-right [&_a]:flex-row-reverse @3xl:table-cell">
              Deal value
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
                <Link href={`/contacts/${row.id}`} className="row-link">
                  {row.name}
                </Link>
              </TableCell>
              <TableCell className="hidden max-w-56 truncate text-muted-foreground @lg:table-cell">
                <EmailValue value={row.email} />
              </TableCell>
              {without !== 'companyId' && (
                <TableCell className="hidden max-w-48 truncate text-muted-foreground @2xl:table-cell">
                  <ReferenceValue path="/companies" record={row.company} />
                </TableCell>
              )}
              <TableCell className="hidden max-w-48 @xs:table-cell">
                <ChoiceValue value={row.stage} options={stageOptions} />
              </TableCell>
              <TableCell className="hidden text-right tabular-nums @3xl:table-cell">
                {formatMoney(row.dealValue)}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap text-muted-foreground @5xl:table-cell">
                <LocalTime value={row.createdAt} pattern="d MMM yyyy" />
              </TableCell>
              <TableCell className="text-right">
                <RowActions
                  href={`/contacts/${row.id}`}
                  label={row.name}
                  singular="Contact"
                  onDelete={deleteContact.bind(null, row.id)}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
