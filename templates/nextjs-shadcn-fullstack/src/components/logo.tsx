import { app } from '@/config/app';
import { initials } from '@/lib/format';
import { cn } from '@/lib/utils';

/** The app's mark: its initials on its colour. */
export function Logo({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'flex size-7 shrink-0 items-center justify-center rounded-lg bg-primary font-semibold text-[11px] text-primary-foreground tracking-tight shadow-button',
        className,
      )}
    >
      {initials(app.name)}
    </span>
  );
}
