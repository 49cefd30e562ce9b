import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { SearchButton } from '@/components/search-button';
import { ThemeSwitch } from '@/components/theme-switch';
import {
  Breadcrumb,
  BreadcrumbItem,
  BreadcrumbLink,
  BreadcrumbList,
  BreadcrumbPage,
  BreadcrumbSeparator,
} from '@/components/ui/breadcrumb';
import { SidebarTrigger } from '@/components/ui/sidebar';
import { cn } from '@/lib/utils';

export type Crumb = { label: string; href?: string };

/** The frame of every page inside the app: top bar with breadcrumbs, title with actions, content. */
export function Page({
  title,
  description,
  crumbs,
  badge,
  actions,
  narrow = false,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  /** The way here; the last one is this page. */
  crumbs: Crumb[];
  badge?: ReactNode;
  actions?: ReactNode;
  /** For forms and settings, which read better in a narrow column. */
  narrow?: boolean;
  children: ReactNode;
}) {
  return (
    <>
      <TopBar crumbs={crumbs} />
      <main
        id="content"
        tabIndex={-1}
        className={cn(
          'mx-auto w-full flex-1 px-4 pt-6 pb-16 outline-none md:px-8 md:pt-8',
          narrow ? 'max-w-3xl' : 'max-w-6xl',
        )}
      >
        <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-36">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <h1 className="break-words font-semibold text-xl leading-8 tracking-tight [overflow-wrap:anywhere]">
                {title}
              </h1>
              {badge}
            </div>
            {description && <p className="mt-0.5 text-muted-foreground">{description}</p>}
          </div>
          {actions && <div className="flex shrink-0 flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {children}
      </main>
    </>
  );
}

export function TopBar({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <header className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-2 border-b bg-background/85 px-3 backdrop-blur md:rounded-t-xl">
      <SidebarTrigger />
      <Breadcrumb className="min-w-0 flex-1">
        <BreadcrumbList>
          {crumbs.map(({ label, href }, index) => (
            <Fragment key={href ?? label}>
              {index > 0 && <BreadcrumbSeparator className="shrink-0" />}
              <BreadcrumbItem className={index < crumbs.length - 1 ? 'shrink-0' : undefined}>
                {href ? (
                  <BreadcrumbLink asChild>
                    <Link href={href}>{label}</Link>
                  </BreadcrumbLink>
                ) : (
                  <BreadcrumbPage>{label}</BreadcrumbPage>
                )}
              </BreadcrumbItem>
            </Fragment>
          ))}
        </BreadcrumbList>
      </Breadcrumb>
      <SearchButton />
      <ThemeSwitch />
    </header>
  );
}
