/** From what the database keeps to what a form's control holds: the way back of `lib/fields`. */

export function textInput(value: string | null | undefined): string {
  return value ?? '';
}

export function numberInput(value: number | null | undefined): string {
  return value == null ? '' : String(value);
}

export function moneyInput(cents: number | null | undefined): string {
  return cents == null ? '' : (cents / 100).toFixed(2);
}

export function datetimeInput(value: Date | null | undefined): string {
  return value == null ? '' : value.toISOString();
}
