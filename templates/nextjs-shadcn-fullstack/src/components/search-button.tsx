'use client';

import { Search } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useUi } from '@/stores/ui-provider';

/** Opens the command palette, where the sidebar with its search box is out of sight. */
export function SearchButton() {
  const openPalette = useUi((state) => state.setPaletteOpen);
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      className="text-muted-foreground md:hidden"
      onClick={() => openPalette(true)}
    >
      <Search />
      <span className="sr-only">Search</span>
    </Button>
  );
}
