/** src/components/list/view-switch.tsx */
export const VIEW_SWITCH = `import { CalendarDays, Images, List, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/lib/utils';

export type View = 'table' | 'calendar' | 'gallery';

const kinds: Record<View, { label: string; folder: string; icon: LucideIcon }> = {
  table: { label: 'List', folder: '', icon: List },
  calendar: { label: 'Calendar', folder: '/calendar', icon: CalendarDays },
  gallery: { label: 'Gallery', folder: '/gallery', icon: Images },
};

/** The ways to look at the same records. */
export function ViewSwitch({ path, views, current }: { path: string; views: readonly View[]; current: View }) {
  return (
    <nav aria-label="View" className="flex gap-0.5 rounded-md bg-muted p-0.5">
      {views.map((view) => {
        const { label, folder, icon: Icon } = kinds[view];
        return (
          <Link
            key={view}
            href={\`\${path}\${folder}\`}
            aria-current={view === current ? 'page' : undefined}
            className={cn(
              'flex h-8 items-center gap-1.5 rounded px-2.5 text-[13px] text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/40',
              view === current && 'bg-card font-medium text-foreground shadow-xs',
            )}
          >
            <Icon aria-hidden="true" className="size-3.5" /> {label}
          </Link>
        );
      })}
    </nav>
  );
}
`;

/** src/components/gallery/gallery.tsx */
export const GALLERY = `/* eslint-disable @next/next/no-img-element -- files are handed out to those who may read their record */
import { ImageIcon, Images, SearchX } from 'lucide-react';
import Link from 'next/link';
import { Card } from '@/components/ui/card';
import { Empty, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';

/** Records as their pictures. Each leads to its record; one without a picture says how to add one. */
export function Gallery({
  path,
  items,
  plural,
  narrowed,
}: {
  path: string;
  /** \`picture\` is the id of a file. */
  items: { id: string; label: string; picture: string | null }[];
  plural: string;
  narrowed: boolean;
}) {
  if (items.length === 0) {
    return (
      <Card>
        <Empty>
          <EmptyHeader>
            <EmptyMedia variant="icon">{narrowed ? <SearchX /> : <Images />}</EmptyMedia>
            <EmptyTitle>{narrowed ? 'Nothing found' : \`No \${plural.toLowerCase()} yet\`}</EmptyTitle>
            <EmptyDescription>
              {narrowed
                ? 'Nothing here is called so.'
                : 'Add the first one in the list. Its picture is shown here.'}
            </EmptyDescription>
          </EmptyHeader>
        </Empty>
      </Card>
    );
  }
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:gap-5 lg:grid-cols-4">
      {items.map(({ id, label, picture }) => (
        <li key={id} className="group relative">
          <div className="aspect-[4/3] overflow-hidden rounded-xl border bg-muted">
            {picture ? (
              // biome-ignore lint/performance/noImgElement: an optimiser would fetch it as nobody.
              <img
                src={\`/api/files/\${picture}\`}
                alt=""
                loading="lazy"
                className="size-full object-cover transition-transform duration-300 group-hover:scale-[1.03]"
              />
            ) : (
              <span className="flex size-full flex-col items-center justify-center gap-2 px-3 text-center text-muted-foreground text-xs">
                <ImageIcon aria-hidden="true" className="size-5" />
                No picture yet
              </span>
            )}
          </div>
          <Link
            href={\`\${path}/\${id}\`}
            className="mt-2 block truncate rounded-sm font-medium text-[13px] outline-none after:absolute after:inset-0 after:rounded-xl focus-visible:after:ring-[3px] focus-visible:after:ring-ring/40"
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
`;
