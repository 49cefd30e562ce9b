/** src/features/site/sections.tsx: how the sections of a public page look. The same in every app. */
export const SECTIONS_FILE = `import type { ReactNode } from 'react';
import { initials } from '@/lib/format';

/** One thing of a section: a service, a person, a price, a question. */
export type Item = { title: string; text?: string; note?: string; facts?: { label: string; value: string }[] };

/** A section of the page with its heading. Its name is that of its heading. */
export function Section({
  id,
  title,
  lead,
  tinted = false,
  children,
}: {
  id: string;
  title: string;
  lead?: string;
  tinted?: boolean;
  children: ReactNode;
}) {
  return (
    <section id={id} aria-labelledby={\`\${id}-title\`} className={tinted ? 'bg-muted' : undefined}>
      <div className="mx-auto grid max-w-6xl gap-x-16 gap-y-8 px-5 py-14 md:px-8 md:py-20 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <div className="flex max-w-2xl flex-col gap-3">
          <h2 id={\`\${id}-title\`} className="text-3xl leading-tight">
            {title}
          </h2>
          {lead && <p className="text-muted-foreground leading-relaxed">{lead}</p>}
        </div>
        {children}
      </div>
    </section>
  );
}

/** What stands there while there is nothing to show. */
export function Nothing({ text, href }: { text: string; href?: string }) {
  return (
    <p className="max-w-2xl text-lg text-muted-foreground leading-relaxed">
      {href ? (
        <a href={href} className="underline-offset-4 hover:text-foreground hover:underline">
          {text}
        </a>
      ) : (
        text
      )}
    </p>
  );
}

function Facts({ facts = [] }: Pick<Item, 'facts'>) {
  if (facts.length === 0) return null;
  return (
    <dl className="mt-auto flex flex-wrap gap-x-6 gap-y-3 border-t pt-4 text-sm">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex flex-col">
          <dt className="text-muted-foreground text-xs">{label}</dt>
          <dd className="font-medium tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Cards({ items }: { items: Item[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {items.map((item, index) => (
        <li key={index} className="flex flex-col gap-3 rounded-xl border bg-card p-6">
          <div className="flex items-baseline justify-between gap-3">
            <h3 className="font-semibold text-lg leading-snug">{item.title}</h3>
            {item.note && <span className="shrink-0 font-medium text-primary-text tabular-nums">{item.note}</span>}
          </div>
          {item.text && <p className="whitespace-pre-line text-muted-foreground leading-relaxed">{item.text}</p>}
          <Facts facts={item.facts} />
        </li>
      ))}
    </ul>
  );
}

export function People({ items }: { items: Item[] }) {
  return (
    <ul className="grid gap-x-8 gap-y-10 sm:grid-cols-2">
      {items.map((item, index) => (
        <li key={index} className="flex flex-col gap-3">
          <span
            aria-hidden="true"
            className="flex size-16 items-center justify-center rounded-full bg-primary-soft font-semibold text-lg text-primary-text"
          >
            {initials(item.title)}
          </span>
          <div>
            <h3 className="font-semibold text-lg">{item.title}</h3>
            {item.facts?.map(({ label, value }) => (
              <p key={label} className="text-primary-text text-sm">
                {value}
              </p>
            ))}
          </div>
          {item.text && <p className="whitespace-pre-line text-muted-foreground leading-relaxed">{item.text}</p>}
        </li>
      ))}
    </ul>
  );
}

export function Prices({ items }: { items: Item[] }) {
  return (
    <ul className="-my-4 grid max-w-2xl">
      {items.map((item, index) => (
        <li key={index} className="flex flex-col gap-1 border-b py-4 last:border-b-0">
          <div className="flex items-baseline justify-between gap-4">
            <h3 className="font-medium text-lg">{item.title}</h3>
            <span className="shrink-0 font-semibold text-lg tabular-nums">
              {item.note ?? item.facts?.map(({ value }) => value).join(' · ')}
            </span>
          </div>
          {item.text && <p className="whitespace-pre-line text-muted-foreground text-sm leading-relaxed">{item.text}</p>}
        </li>
      ))}
    </ul>
  );
}

export function Quotes({ items }: { items: Item[] }) {
  return (
    <ul className="grid gap-4 md:grid-cols-2">
      {items.map((item, index) => (
        <li key={index}>
          <figure className="flex h-full flex-col justify-between gap-5 rounded-xl border bg-card p-6">
            <blockquote className="whitespace-pre-line text-lg leading-relaxed">{item.text}</blockquote>
            <figcaption className="text-sm">
              <span className="font-medium">{item.title}</span>
              {item.facts?.map(({ label, value }) => (
                <span key={label} className="text-muted-foreground">
                  {' · '}
                  {value}
                </span>
              ))}
            </figcaption>
          </figure>
        </li>
      ))}
    </ul>
  );
}

export function Hours({ items }: { items: Item[] }) {
  return (
    <dl className="max-w-md rounded-xl border bg-card px-6 py-2">
      {items.map((item, index) => (
        <div key={index} className="flex justify-between gap-6 border-b py-3 last:border-b-0">
          <dt className="font-medium">{item.title}</dt>
          <dd className="text-muted-foreground tabular-nums">
            {item.note ?? item.facts?.map(({ value }) => value).join(' ')}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Questions({ items }: { items: Item[] }) {
  return (
    <ul className="-mt-5 max-w-3xl">
      {items.map((item, index) => (
        <li key={index} className="border-b last:border-b-0">
          <details className="group">
            <summary className="flex cursor-pointer list-none items-center justify-between gap-6 rounded-sm py-5 font-medium text-lg">
              {item.title}
              <span
                aria-hidden="true"
                className="text-2xl text-primary-text leading-none transition-transform group-open:rotate-45"
              >
                +
              </span>
            </summary>
            {item.text && (
              <p className="whitespace-pre-line pb-6 text-muted-foreground leading-relaxed">{item.text}</p>
            )}
          </details>
        </li>
      ))}
    </ul>
  );
}

export function Paragraphs({ items }: { items: Item[] }) {
  return (
    <div className="flex max-w-3xl flex-col gap-4 text-lg leading-relaxed">
      {items.map((item, index) => (
        <div key={index} className="flex flex-col gap-2">
          {item.title && <h3 className="font-semibold text-xl">{item.title}</h3>}
          <p className="whitespace-pre-line">{item.text}</p>
        </div>
      ))}
    </div>
  );
}
`;
