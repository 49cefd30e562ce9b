/** The address when this page may show it in a frame: apps and previews on this machine, each a site of its own. */
export function frameAddress(address: string | null | undefined): string | undefined {
  if (!address) return undefined;
  try {
    const { protocol, hostname, href } = new URL(address);
    return protocol === 'http:' && hostname.endsWith('.localhost') ? href : undefined;
  } catch {
    return undefined;
  }
}

/** The address when it may be a link: never a script. */
export function linkAddress(address: string | null | undefined): string | undefined {
  if (!address) return undefined;
  try {
    const { protocol, href } = new URL(address);
    return protocol === 'http:' || protocol === 'https:' ? href : undefined;
  } catch {
    return undefined;
  }
}
