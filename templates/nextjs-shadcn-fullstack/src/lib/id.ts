const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new random identifier: 16 letters and digits (80 bits), short enough for an address bar. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
