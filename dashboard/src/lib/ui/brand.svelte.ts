export const OWN_BRAND = { name: 'App Factory', logo: '/icon.svg' };

/** What the product is called on this page, and its picture, if it has one. */
export const brand = $state<{ name: string; logo: string | undefined }>({ ...OWN_BRAND });
