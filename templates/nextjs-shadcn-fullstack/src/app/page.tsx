import Link from 'next/link';
import { BuildingPreview } from '@/components/building-preview';
import { Logo } from '@/components/logo';
import { ThemeSwitch } from '@/components/theme-switch';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { app } from '@/config/app';
import { navigation } from '@/config/navigation';

/** What everybody sees. Static, so that it is the first page to answer; somebody signed in passes sign-in unasked. */
export default function LandingPage() {
  return (
    <div className="flex min-h-svh flex-col">
      <header className="mx-auto flex h-16 w-full max-w-5xl items-center justify-between px-4 md:px-6">
        <span className="flex items-center gap-2.5 font-semibold tracking-tight">
          <Logo />
          {app.name}
        </span>
        <div className="flex items-center gap-2">
          <ThemeSwitch />
          <Button asChild size="sm" variant="outline">
            <Link href="/sign-in">Sign in</Link>
          </Button>
        </div>
      </header>
      <main className="mx-auto flex w-full max-w-5xl flex-1 flex-col px-4 md:px-6">
        <section className="flex flex-col items-start gap-5 pt-[12vh] pb-16">
          {app.building && (
            <Badge variant="accent">
              <span className="relative flex size-1.5">
                <span className="absolute inline-flex size-full animate-ping rounded-full bg-primary opacity-60" />
                <span className="relative inline-flex size-1.5 rounded-full bg-primary" />
              </span>
              Your app is being built
            </Badge>
          )}
          <h1 className="max-w-2xl text-balance font-semibold text-4xl leading-[1.08] tracking-[-0.03em] md:text-5xl">
            {app.name}
          </h1>
          <p className="max-w-xl text-pretty text-base text-muted-foreground leading-relaxed md:text-lg">
            {app.description}
          </p>
          {!app.building && (
            <div className="mt-2 flex flex-wrap gap-2.5">
              <Button asChild size="lg">
                <Link href="/sign-in">Sign in</Link>
              </Button>
              <Button asChild size="lg" variant="outline">
                <Link href="/sign-up">Create an account</Link>
              </Button>
            </div>
          )}
        </section>
        {app.building && <BuildingPreview />}
        {!app.building && navigation.length > 0 && (
          <section className="grid gap-px overflow-hidden rounded-xl border bg-border sm:grid-cols-2 lg:grid-cols-3">
            {navigation.map(({ title, icon: Icon }) => (
              <div key={title} className="flex items-center gap-3 bg-card p-5">
                <span className="flex size-9 items-center justify-center rounded-lg bg-primary-soft text-primary-text">
                  <Icon className="size-4.5" />
                </span>
                <span className="font-medium">{title}</span>
              </div>
            ))}
          </section>
        )}
      </main>
      <footer className="mx-auto w-full max-w-5xl px-4 py-8 text-muted-foreground text-xs md:px-6">{app.name}</footer>
    </div>
  );
}
