/** What was sent: text, or more of the same by name. */
export interface Form {
  [name: string]: string | Form | undefined;
}

/** Reads a body as Stripe takes it: `metadata[tenant]=x&amount=5`. */
export function parseForm(text: string): Form {
  const form: Form = {};
  for (const [path, value] of new URLSearchParams(text)) {
    const names = path.split(/[[\]]+/).filter((name) => name !== '');
    const last = names.pop() ?? '';
    let place = form;
    for (const name of names) {
      const inner = place[name];
      const next: Form = typeof inner === 'object' ? inner : {};
      place[name] = next;
      place = next;
    }
    place[last] = value;
  }
  return form;
}
