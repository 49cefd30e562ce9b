/** The files of forms that are on their way to the server: by form and field, whether they arrived. */
const uploads = new WeakMap<object, Map<string, Promise<boolean>>>();

/** Notes that a file is being sent for a field. It takes the place of what was noted for the field before. */
export function trackUpload(form: object, field: string, arrived: Promise<boolean>): void {
  const fields = uploads.get(form) ?? new Map<string, Promise<boolean>>();
  uploads.set(form, fields.set(field, arrived));
}

/** Nothing is sent for the field any more. */
export function forgetUpload(form: object, field: string): void {
  uploads.get(form)?.delete(field);
}

/** Waits for the files of a form. False: one of them was refused, and the form must not be sent without it. */
export async function uploadsArrived(form: object): Promise<boolean> {
  const arrived = await Promise.all(uploads.get(form)?.values() ?? []);
  return !arrived.includes(false);
}
