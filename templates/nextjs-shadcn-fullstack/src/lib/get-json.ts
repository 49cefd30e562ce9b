/** Fetches JSON from this app. An answer that is not 2xx is thrown, with the server's own words where it gave any. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal });
  if (response.ok) return response.json() as Promise<T>;
  const body = (await response.json().catch(() => null)) as { error?: string } | null;
  throw new Error(body?.error ?? `The server answered ${response.status}`);
}
