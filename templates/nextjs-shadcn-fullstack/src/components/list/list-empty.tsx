import { type LucideIcon, Plus, SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Empty, EmptyContent, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';
import type { ListParams } from '@/lib/list-params';

/** What a list shows instead of rows: how to make the first one, or how to see more than the search found. */
export function ListEmpty({
  path,
  params,
  singular,
  plural,
  icon: Icon,
  newHref = `${path}/new`,
  canCreate = true,
}: {
  path: string;
  params: ListParams;
  singular: string;
  plural: string;
  icon: LucideIcon;
  newHref?: string;
  canCreate?: boolean;
}) {
  const narrowed = params.q !== '' || Object.keys(params.filters).length > 0 || params.page > 1;
  return (
    <Empty>
      <EmptyHeader>
        <EmptyMedia variant="icon">{narrowed ? <SearchX /> : <Icon />}</EmptyMedia>
        <EmptyTitle>{narrowed ? 'Nothing found' : `No ${plural.toLowerCase()} yet`}</EmptyTitle>
        <EmptyDescription>
          {narrowed
            ? `No ${singular.toLowerCase()} matches what you are looking for.`
            : canCreate
              ? `Add the first ${singular.toLowerCase()} and it shows up here.`
              : 'As soon as there are some, they are listed here.'}
        </EmptyDescription>
      </EmptyHeader>
      <EmptyContent>
        {narrowed ? (
          <Button asChild variant="outline">
            <Link href={path}>Show all</Link>
          </Button>
        ) : !canCreate ? null : (
          <Button asChild>
            <Link href={newHref}>
              <Plus /> New {singular.toLowerCase()}
            </Link>
          </Button>
        )}
      </EmptyContent>
    </Empty>
  );
}
