import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '@/components/logo';
import { ThemeSwitch } from '@/components/theme-switch';
import { app } from '@/config/app';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-svh flex-col bg-sidebar">
      <header className="flex h-14 items-center justify-between px-4 md:px-6">
        <Link href="/" className="flex items-center gap-2.5 rounded-md font-semibold tracking-tight">
          <Logo />
          {app.name}
        </Link>
        <ThemeSwitch />
      </header>
      <main className="flex flex-1 items-start justify-center px-4 pt-[9vh] pb-16">
        <div className="w-full max-w-[23rem]">{children}</div>
      </main>
    </div>
  );
}
