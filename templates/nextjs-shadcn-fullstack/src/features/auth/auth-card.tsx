import type { ReactNode } from 'react';

/** The card in the middle of the sign-in pages. */
export function AuthCard({
  icon,
  title,
  description,
  footer,
  children,
}: {
  icon?: ReactNode;
  title: string;
  description: string;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div>
      <div className="rounded-2xl border bg-card p-7 shadow-sm">
        <div className="mb-6 flex flex-col items-center gap-1.5 text-center">
          {icon && (
            <span className="mb-2 flex size-11 items-center justify-center rounded-xl bg-primary-soft text-primary-text [&>svg]:size-5">
              {icon}
            </span>
          )}
          <h1 className="font-semibold text-lg tracking-tight">{title}</h1>
          <p className="text-balance text-muted-foreground leading-relaxed">{description}</p>
        </div>
        {children}
      </div>
      {footer && (
        <p className="mt-5 text-center text-[13px] text-muted-foreground [&>a]:font-medium [&>a]:text-foreground [&>a]:underline-offset-4 hover:[&>a]:underline">
          {footer}
        </p>
      )}
    </div>
  );
}
