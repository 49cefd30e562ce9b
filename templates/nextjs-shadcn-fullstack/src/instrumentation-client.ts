/**
 * Whoever may not see a page, or is sent elsewhere, while it is already on its way gets what they should; React tells that as
 * an error as well (419, with the digest of Next.js), and it is none.
 */
export function isAnswer(error: unknown): boolean {
  const { digest } = (error ?? {}) as { digest?: unknown };
  return typeof digest === 'string' && /^NEXT_(?:HTTP_ERROR_FALLBACK|REDIRECT);/.test(digest);
}

if (typeof window !== 'undefined') {
  window.addEventListener('error', (event) => {
    if (isAnswer(event.error)) event.preventDefault();
  });
}
