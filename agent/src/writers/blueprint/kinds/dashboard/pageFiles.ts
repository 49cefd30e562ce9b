/** src/app/(app)/dashboard/page.tsx */
export const FIGURES_PAGE = `import { ArrowRight, Download, FileUp, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { FilterSelect } from '@/components/list/filter-select';
import { SearchBox } from '@/components/list/search-box';
import { Page } from '@/components/page';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty, EmptyContent, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';
import { app } from '@/config/app';
import { CompareCard } from '@/features/figures/compare-card';
import { FirstImport } from '@/features/figures/first-import';
import { type FigureSet, type GroupFigures, isMean, loadFigures, loadFilters } from '@/features/figures/figures';
import { GroupCard } from '@/features/figures/group-card';
import { importList } from '@/features/figures/imports';
import { MeasureCards } from '@/features/figures/measure-cards';
import { OverTimeCard } from '@/features/figures/over-time-card';
import { PeriodSelect } from '@/features/figures/period-select';
import { SetTabs } from '@/features/figures/set-tabs';
import { figureHref, parseFigureQuery } from '@/features/figures/range';
import { figureList } from '@/features/figures/sets';
import { may } from '@/lib/access';
import { formatNumber } from '@/lib/format';
import type { SearchParams } from '@/lib/list-params';
import { requireUser, type SessionUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Dashboard' };

const path = '/dashboard';

export default async function DashboardPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const address = await searchParams;
  const sets = figureList.filter(({ slug }) => may(user, 'read', slug));
  const set = sets.find(({ slug }) => slug === address.of) ?? sets[0];
  if (!set) {
    return (
      <Page title="Dashboard" crumbs={[{ label: 'Dashboard' }]}>
        <Card>
          <Empty>
            <EmptyHeader>
              <EmptyTitle>There is nothing to show yet</EmptyTitle>
              <EmptyDescription>Your role does not include any of the figures of this app.</EmptyDescription>
            </EmptyHeader>
          </Empty>
        </Card>
      </Page>
    );
  }
  return <SetPage set={set} sets={sets} address={address} user={user} />;
}

/** Two columns of about the same height: each card goes where there is more room. */
function inColumns(groups: GroupFigures[]): GroupFigures[][] {
  const columns: { cards: GroupFigures[]; height: number }[] = [
    { cards: [], height: 0 },
    { cards: [], height: 0 },
  ];
  for (const group of groups) {
    const [column] = columns.toSorted((a, b) => a.height - b.height);
    column?.cards.push(group);
    // The head of a card is about two of its lines.
    if (column) column.height += group.parts.length + (group.others ? 1 : 0) + 2;
  }
  return columns.map(({ cards }) => cards).filter((cards) => cards.length > 0);
}

async function SetPage({
  set,
  sets,
  address,
  user,
}: {
  set: FigureSet;
  sets: FigureSet[];
  address: SearchParams;
  user: SessionUser;
}) {
  const query = parseFigureQuery(address, {
    measures: set.measures.map(({ id }) => id),
    filters: set.groups.map(({ param }) => param),
  });
  const [figures, filters] = await Promise.all([loadFigures(set, query, user), loadFilters(set, user)]);
  const importable = importList.find(({ slug }) => slug === set.slug);
  const canImport = importable !== undefined && may(user, 'create', set.slug);
  const narrowed = query.q !== '' || Object.keys(query.filters).length > 0;
  const importHref = figureHref('/dashboard/import', { of: set.slug });
  const linkTo = (change: Record<string, string | undefined>) => figureHref(path, address, change);
  return (
    <Page
      title={set.plural}
      description={app.description}
      crumbs={[{ label: 'Dashboard' }]}
      actions={
        figures.hasRecords && (
          <>
            <Button asChild variant="outline">
              <a href={figureHref('/dashboard/export', { ...address, of: set.slug })} download={\`\${set.slug}.csv\`}>
                <Download /> Export CSV
              </a>
            </Button>
            {canImport && (
              <Button asChild>
                <Link href={importHref}>
                  <FileUp /> Import CSV
                </Link>
              </Button>
            )}
          </>
        )
      }
    >
      <SetTabs path={path} sets={sets} current={set.slug} />
      {!figures.hasRecords ? (
        <FirstImport
          plural={set.plural}
          newHref={\`/\${set.slug}/new\`}
          slug={set.slug}
          importHref={importHref}
          columns={canImport ? importable.columns.map(({ label, required }) => ({ label, required })) : null}
        />
      ) : (
        <div className="grid gap-4 md:gap-5">
          <div className="flex flex-wrap items-center gap-2">
            <SearchBox label={\`Search \${set.plural.toLowerCase()}\`} />
            <PeriodSelect value={query.period} />
            {filters
              .filter(({ options }) => options.length > 0)
              .map(({ param, label, options }) => (
                <FilterSelect key={param} name={param} label={label} options={options} />
              ))}
            {narrowed && (
              <Button asChild variant="ghost" size="sm">
                <Link href={linkTo({ q: undefined, ...Object.fromEntries(set.groups.map(({ param }) => [param, undefined])) })}>
                  Clear filters
                </Link>
              </Button>
            )}
          </div>
          <MeasureCards figures={figures} hrefOf={(id) => linkTo({ measure: id })} />
          {figures.count === 0 && narrowed && (
            <Card>
              <Empty>
                <EmptyHeader>
                  <EmptyMedia variant="icon">
                    <SearchX />
                  </EmptyMedia>
                  <EmptyTitle>Nothing found</EmptyTitle>
                  <EmptyDescription>
                    No {set.plural.toLowerCase()} of this period match the filters. Choose a longer period, or fewer
                    filters.
                  </EmptyDescription>
                </EmptyHeader>
                <EmptyContent>
                  <Button asChild variant="outline">
                    <Link href={set === sets[0] ? path : \`\${path}?of=\${set.slug}\`}>Show all</Link>
                  </Button>
                </EmptyContent>
              </Empty>
            </Card>
          )}
          <div className="grid gap-4 md:gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
            <OverTimeCard
              figures={figures}
              dayLabel={set.dayLabel}
              numbers={query.numbers}
              numbersHref={linkTo({ numbers: query.numbers ? undefined : '1' })}
            />
            <div className={query.numbers ? 'self-start' : 'grid'}>
              <CompareCard
                figures={figures}
                comparison={query.comparison}
                hrefOf={(value) => linkTo({ compare: value })}
              />
            </div>
          </div>
          <div className="grid items-start gap-4 md:gap-5 lg:grid-flow-col lg:auto-cols-fr">
            {inColumns(figures.groups).map((column) => (
              <div key={column[0]?.group.param} className="grid gap-4 md:gap-5">
                {column.map((group) => (
                  <GroupCard
                    key={group.group.param}
                    figures={group}
                    measure={figures.measure}
                    mean={isMean(figures.measure)}
                    chosen={query.filters[group.group.param]}
                    hrefOf={(value) => linkTo({ [group.group.param]: value })}
                  />
                ))}
              </div>
            ))}
          </div>
          <p className="text-[13px] text-muted-foreground">
            <Link href={\`/\${set.slug}\`} className="value-link inline-flex items-center gap-1">
              See all {set.plural.toLowerCase()} <ArrowRight className="size-3.5" />
            </Link>{' '}
            <span className="tabular-nums">{formatNumber(figures.count)} in these figures.</span>
          </p>
        </div>
      )}
    </Page>
  );
}
`;

/** src/features/figures/first-import.tsx */
export const FIRST_IMPORT_FILE = `import { Download, FileUp } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty, EmptyContent, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';
import { figureHref } from '@/features/figures/range';

/** What the dashboard shows before there is anything to measure: how the first records get in. */
export function FirstImport({
  plural,
  slug,
  newHref,
  importHref,
  columns,
}: {
  plural: string;
  slug: string;
  newHref: string;
  importHref: string;
  /** What a file may hold; null where whoever looks may not import. */
  columns: { label: string; required: boolean }[] | null;
}) {
  const things = plural.toLowerCase();
  return (
    <Card>
      <Empty className="py-16">
        <EmptyHeader className="max-w-md">
          <EmptyMedia variant="icon">
            <FileUp />
          </EmptyMedia>
          <EmptyTitle>{columns ? 'Import your first file' : \`No \${things} yet\`}</EmptyTitle>
          <EmptyDescription>
            {columns
              ? \`Export your \${things} from the spreadsheet or program that has them as a CSV file. You choose which column is which, and see what is wrong with it before anything is written.\`
              : 'As soon as somebody imports a file, the figures are here.'}
          </EmptyDescription>
        </EmptyHeader>
        {columns && (
          <>
            <div className="grid gap-2">
              <p className="text-[13px] text-muted-foreground">A row of the file may say:</p>
              <ul className="flex max-w-lg flex-wrap justify-center gap-1.5">
                {columns.map(({ label, required }) => (
                  <li key={label}>
                    <Badge variant={required ? 'secondary' : 'outline'}>{required ? \`\${label} (needed)\` : label}</Badge>
                  </li>
                ))}
              </ul>
            </div>
            <EmptyContent className="max-w-md sm:flex-row sm:justify-center">
              <Button asChild>
                <Link href={importHref}>
                  <FileUp /> Import CSV
                </Link>
              </Button>
              <Button asChild variant="outline">
                <a
                  href={figureHref('/dashboard/export', { of: slug, example: '1' })}
                  download={\`\${slug}-example.csv\`}
                >
                  <Download /> Example file
                </a>
              </Button>
            </EmptyContent>
            <p className="text-[13px] text-muted-foreground">
              Or{' '}
              <Link href={newHref} className="value-link">
                add one by hand
              </Link>
              .
            </p>
          </>
        )}
      </Empty>
    </Card>
  );
}
`;

/** src/features/figures/set-tabs.tsx */
export const SET_TABS_FILE = `import Link from 'next/link';
import { cn } from '@/lib/utils';

/** What the dashboard can show figures of, where that is more than one kind of record. */
export function SetTabs({
  path,
  sets,
  current,
}: {
  path: string;
  sets: { slug: string; plural: string }[];
  current: string;
}) {
  if (sets.length < 2) return null;
  return (
    <nav aria-label="Figures of" className="mb-5 flex gap-1 overflow-x-auto border-b">
      {sets.map(({ slug, plural }) => (
        <Link
          key={slug}
          href={\`\${path}?of=\${slug}\`}
          aria-current={slug === current ? 'page' : undefined}
          className={cn(
            '-mb-px whitespace-nowrap rounded-t-md border-transparent border-b-2 px-3 py-2 text-[13px] text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/40',
            slug === current && 'border-primary font-medium text-foreground',
          )}
        >
          {plural}
        </Link>
      ))}
    </nav>
  );
}
`;

/** src/features/figures/period-select.tsx */
export const PERIOD_SELECT_FILE = `'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { periods } from '@/features/figures/range';

/** How far back the figures go. Kept in the address. */
export function PeriodSelect({ value }: { value: string }) {
  const router = useRouter();
  const pathname = usePathname();
  const searchParams = useSearchParams();
  return (
    <Select
      value={value}
      onValueChange={(next) => {
        const query = new URLSearchParams(searchParams);
        query.set('period', next);
        router.replace(\`\${pathname}?\${query}\`, { scroll: false });
      }}
    >
      <SelectTrigger aria-label="Period" className="max-w-44">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {periods.map((period) => (
          <SelectItem key={period.value} value={period.value}>
            {period.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
`;
