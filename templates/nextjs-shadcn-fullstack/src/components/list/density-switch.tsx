'use client';

import { Rows3, Rows4 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useUi } from '@/stores/ui-provider';

/** Changes how tall the rows of every list are. */
export function DensitySwitch() {
  const density = useUi((state) => state.density);
  const setDensity = useUi((state) => state.setDensity);
  const compact = density === 'compact';
  return (
    <Button
      variant="outline"
      size="icon"
      aria-pressed={compact}
      title={compact ? 'Comfortable rows' : 'Compact rows'}
      className="hidden text-muted-foreground sm:inline-flex"
      onClick={() => setDensity(compact ? 'comfortable' : 'compact')}
    >
      {compact ? <Rows3 /> : <Rows4 />}
      <span className="sr-only">Compact rows</span>
    </Button>
  );
}
