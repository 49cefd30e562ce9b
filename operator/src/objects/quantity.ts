const FACTORS: Record<string, bigint> = {
  n: 1n,
  u: 10n ** 3n,
  m: 10n ** 6n,
  '': 10n ** 9n,
  k: 10n ** 12n,
  M: 10n ** 15n,
  G: 10n ** 18n,
  T: 10n ** 21n,
  P: 10n ** 24n,
  E: 10n ** 27n,
  Ki: 1024n * 10n ** 9n,
  Mi: 1024n ** 2n * 10n ** 9n,
  Gi: 1024n ** 3n * 10n ** 9n,
  Ti: 1024n ** 4n * 10n ** 9n,
  Pi: 1024n ** 5n * 10n ** 9n,
  Ei: 1024n ** 6n * 10n ** 9n,
};

/** Whether two quantities are the same amount: the API server writes "1000m" as "1", and "2048Mi" as "2Gi". */
export function isSameQuantity(one: string, other: string): boolean {
  const [a, b] = [billionths(one), billionths(other)];
  return a === undefined || b === undefined ? one === other : a === b;
}

/** Rounded up, as the API server does; undefined for what is no quantity of this form. */
function billionths(quantity: string): bigint | undefined {
  const [, whole = '', fraction = '', suffix = ''] = /^(\d+)(?:\.(\d*))?([A-Za-z]*)$/.exec(quantity) ?? [];
  const factor = FACTORS[suffix];
  if (whole === '' || factor === undefined) return undefined;
  const scale = 10n ** BigInt(fraction.length);
  return (BigInt(whole + fraction) * factor + scale - 1n) / scale;
}
