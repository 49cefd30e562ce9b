import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Page } from '@/components/page';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { Empty, EmptyDescription, EmptyHeader, EmptyTitle } from '@/components/ui/empty';
import { entities } from '@/config/entities';
import { ActivityChart } from '@/features/dashboard/activity-chart';
import { loadDashboard } from '@/features/dashboard/queries';
import { may } from '@/lib/access';
import { formatAge, formatNumber } from '@/lib/format';
import { requireUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Dashboard' };

export default async function DashboardPage() {
  const user = await requireUser();
  const { counts, activity, recent } = await loadDashboard(entities.filter(({ slug }) => may(user, 'read', slug)));
  return (
    <Page
      title="Dashboard"
      description={`Hello, ${user.name.split(' ')[0]}. This is where things stand.`}
      crumbs={[{ label: 'Dashboard' }]}
    >
      {counts.length === 0 ? (
        <Card>
          <Empty>
            <EmptyHeader>
              <EmptyTitle>There is nothing to show yet</EmptyTitle>
              <EmptyDescription>As soon as this app has records, they are counted here.</EmptyDescription>
            </EmptyHeader>
          </Empty>
        </Card>
      ) : (
        <div className="grid gap-4 md:gap-5">
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] md:gap-5">
            {counts.map(({ slug, plural, icon: Icon, count, added }) => (
              <li key={slug}>
                <Link
                  href={`/${slug}`}
                  className="group block rounded-xl border bg-card p-4 shadow-xs outline-none transition-colors hover:border-ring/40 focus-visible:ring-[3px] focus-visible:ring-ring/40 md:p-5"
                >
                  <span className="flex items-center justify-between gap-2 text-[13px] text-muted-foreground">
                    <span className="truncate">{plural}</span>
                    <Icon className="size-4 shrink-0" />
                  </span>
                  <span className="mt-2 block font-semibold text-2xl tabular-nums tracking-tight">
                    {formatNumber(count)}
                  </span>
                  <span className="mt-0.5 block text-muted-foreground text-xs">
                    {added > 0 ? `${added} in the last 30 days` : 'None in the last 30 days'}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          <div className="grid gap-4 md:gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <Card>
              <CardHeader>
                <CardTitle>
                  <h2>Activity</h2>
                </CardTitle>
                <CardDescription>Records created per day, last 30 days</CardDescription>
              </CardHeader>
              <CardContent className="flex-1">
                <ActivityChart series={counts.map(({ slug, plural }) => ({ slug, plural }))} days={activity} />
              </CardContent>
            </Card>
            <Card className="gap-3">
              <CardHeader>
                <CardTitle>
                  <h2>Recently added</h2>
                </CardTitle>
              </CardHeader>
              <CardContent className="px-2.5">
                {recent.length === 0 ? (
                  <p className="px-2.5 pb-2 text-muted-foreground">Nothing yet.</p>
                ) : (
                  <ul>
                    {recent.map(({ slug, singular, icon: Icon, id, label, createdAt }) => (
                      <li key={`${slug}/${id}`}>
                        <Link
                          href={`/${slug}/${id}`}
                          className="group flex items-center gap-3 rounded-md px-2.5 py-2 outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/40"
                        >
                          <Icon className="size-4 shrink-0 text-muted-foreground" />
                          <span className="min-w-0 flex-1">
                            <span className="block truncate font-medium text-[13px]">{label}</span>
                            <span className="block text-muted-foreground text-xs">
                              {singular} · {formatAge(createdAt)}
                            </span>
                          </span>
                          <ArrowRight className="size-3.5 text-muted-foreground opacity-0 transition-opacity group-hover:opacity-100" />
                        </Link>
                      </li>
                    ))}
                  </ul>
                )}
              </CardContent>
            </Card>
          </div>
        </div>
      )}
    </Page>
  );
}
