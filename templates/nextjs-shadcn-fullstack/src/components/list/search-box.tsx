'use client';

import { Search, X } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { InputGroup, InputGroupAddon, InputGroupButton, InputGroupInput } from '@/components/ui/input-group';
import { Spinner } from '@/components/ui/spinner';

/** Searches the list while one types. The words are kept in the address, so that it can be shared and gone back to. */
export function SearchBox({ label }: { label: string }) {
  const router = useRouter();
  const pathname = usePathname();
  const searchParams = useSearchParams();
  const [searching, startSearching] = useTransition();
  const inAddress = searchParams.get('q') ?? '';
  const [typed, setTyped] = useState(inAddress);
  const sent = useRef(inAddress);

  // The address changed by itself (back, a cleared filter): follow it.
  useEffect(() => {
    if (inAddress !== sent.current) {
      sent.current = inAddress;
      setTyped(inAddress);
    }
  }, [inAddress]);

  useEffect(() => {
    if (typed.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      const query = new URLSearchParams(searchParams);
      query.delete('page');
      if (sent.current) query.set('q', sent.current);
      else query.delete('q');
      startSearching(() => router.replace(`${pathname}?${query}`, { scroll: false }));
    }, 250);
    // Whoever follows a link has found what they wanted: the list must not come back over the page that they go to.
    const stop = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('a[href]')) clearTimeout(timer);
    };
    document.addEventListener('click', stop, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('click', stop, true);
    };
  }, [typed, searchParams, pathname, router]);

  return (
    <InputGroup className="w-full sm:w-72">
      <InputGroupAddon>{searching ? <Spinner /> : <Search />}</InputGroupAddon>
      <InputGroupInput
        type="search"
        aria-label={label}
        placeholder={`${label}…`}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="[&::-webkit-search-cancel-button]:hidden"
      />
      {typed && (
        <InputGroupAddon align="end">
          <InputGroupButton aria-label="Clear the search" onClick={() => setTyped('')}>
            <X />
          </InputGroupButton>
        </InputGroupAddon>
      )}
    </InputGroup>
  );
}
