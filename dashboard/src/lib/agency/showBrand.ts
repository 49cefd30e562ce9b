import { brand, OWN_BRAND } from '#lib/ui/brand.svelte.ts';
import { LOOK_PROPERTIES, type Look, lookProperties } from './look.ts';

/** Shows the pages under a tenant's name and colours; with none, under ours. */
export function showBrand(look: Look | null | undefined) {
  brand.name = look?.name ?? OWN_BRAND.name;
  // Our picture beside another's name would be a lie.
  brand.logo = look?.logo ?? (look?.name ? undefined : OWN_BRAND.logo);
  const properties = lookProperties(look ?? {});
  const { style } = document.documentElement;
  for (const name of LOOK_PROPERTIES) {
    const value = properties[name];
    if (value) style.setProperty(name, value);
    else style.removeProperty(name);
  }
}
