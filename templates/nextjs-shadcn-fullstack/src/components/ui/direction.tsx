'use client';

import { Direction } from 'radix-ui';
import type { ComponentProps } from 'react';

/** Tells the components below whether their text runs left to right or right to left. */
export function DirectionProvider(props: ComponentProps<typeof Direction.Provider>) {
  return <Direction.Provider {...props} />;
}
