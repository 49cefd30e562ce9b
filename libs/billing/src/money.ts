/** Digits behind the point of every price: a micro is a millionth of the currency's unit. */
const DIGITS = 6;
const MICROS = 10n ** BigInt(DIGITS);

/**
 * A decimal number as millionths, exactly.
 * @throws Error for what is no decimal number of at most six digits behind the point
 */
export function parseDecimal(text: string): bigint {
  const [, whole, behind = ''] = /^([0-9]+)(?:[.]([0-9]{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`"${text}" is not a decimal number like 250 or 0.125`);
  return BigInt(whole) * MICROS + BigInt(behind.padEnd(DIGITS, '0'));
}

/** Millionths as a decimal number, with at least this many digits behind the point, and no zeros that say nothing more. */
export function formatDecimal(micros: bigint, digits = 0): string {
  const sign = micros < 0n ? '-' : '';
  const size = micros < 0n ? -micros : micros;
  const behind = String(size % MICROS).padStart(DIGITS, '0');
  let end = DIGITS;
  while (end > digits && behind[end - 1] === '0') end -= 1;
  return `${sign}${size / MICROS}${end > 0 ? `.${behind.slice(0, end)}` : ''}`;
}

/** Half of the last place goes up. Neither is negative. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

/** Digits behind the point of the least amount that can be paid: 2 for dollars, 0 for yen. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** To the least amount that can be paid in the currency; half of it goes up. */
export function roundToPayable(micros: bigint, currency: string): bigint {
  const step = 10n ** BigInt(Math.max(0, DIGITS - minorDigits(currency)));
  return divideRounded(micros, step) * step;
}
