import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Puts a file in the place of another in one step, unless it is the same: who reads the old one goes on reading that. */
export function replaceFile(path: string, content: string | Buffer): void {
  const wanted = Buffer.from(content);
  try {
    if (readFileSync(path).equals(wanted)) return;
  } catch {
    // Not there yet.
  }
  writeFileSync(`${path}.new`, wanted, { mode: 0o644 });
  renameSync(`${path}.new`, path);
}
