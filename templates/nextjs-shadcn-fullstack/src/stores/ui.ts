import { createStore } from 'zustand';

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];
export const densityCookie = 'density';

export type UiState = {
  paletteOpen: boolean;
  setPaletteOpen: (open: boolean) => void;
  /** How tall the rows of lists are. Kept in a cookie, so that the server renders them so at once. */
  density: Density;
  setDensity: (density: Density) => void;
};

/** State of the page itself, which no server needs to know: what is open, and how it is shown. */
export function createUiStore(density: Density) {
  return createStore<UiState>((set) => ({
    paletteOpen: false,
    setPaletteOpen: (paletteOpen) => set({ paletteOpen }),
    density,
    setDensity: (next) => {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
      document.cookie = `${densityCookie}=${next}; path=/; max-age=31536000; samesite=lax`;
      set({ density: next });
    },
  }));
}
