/** src/features/shop/checkout-form.tsx */
export const CHECKOUT_FORM_FILE = `'use client';

import Link from 'next/link';
import { type ReactNode, useActionState, useEffect, useRef, useState } from 'react';
import { checkOut } from '@/features/shop/actions';
import { Picture } from '@/features/shop/picture';
import { price } from '@/features/shop/price';
import type { PricedLine } from '@/features/shop/priced-cart';
import type { Asked, Way } from '@/features/shop/settings';
import { words } from '@/features/shop/words';
import { cn } from '@/lib/utils';

const box =
  'w-full rounded-lg border border-input bg-background px-3.5 text-base outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30 aria-invalid:border-destructive-text';

/** Who orders, how it gets there and how it is paid, with what it comes to. Nobody needs an account. */
export function CheckoutForm({
  lines,
  subtotal,
  ways,
  asked,
  takesCards,
}: {
  lines: PricedLine[];
  subtotal: number;
  ways: Way[];
  asked: Asked[];
  takesCards: boolean;
}) {
  const [state, send, sending] = useActionState(checkOut, { errors: {}, values: {} });
  const [wayValue, setWay] = useState(ways[0]?.value ?? '');
  const [payment, setPayment] = useState('Later');
  const form = useRef<HTMLFormElement>(null);
  const way = ways.find(({ value }) => value === wayValue) ?? ways[0];
  const fee = way?.fee ?? 0;

  useEffect(() => {
    if (state.payAt) window.location.assign(state.payAt);
    else form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [state]);

  const text = (name: string, label: string, more: Partial<TextProps> = {}) => (
    <TextField
      key={name}
      name={name}
      label={label}
      value={state.values[name] ?? ''}
      error={state.errors[name]}
      {...more}
    />
  );
  return (
    <form
      ref={form}
      action={send}
      noValidate
      className="group grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start lg:gap-12"
    >
      <div className="flex flex-col gap-9">
        <Part title={words.yourDetails}>
          <div className="grid gap-5 sm:grid-cols-2">
            {text('name', words.name, { required: true, autoComplete: 'name' })}
            {text('email', words.email, {
              required: true,
              type: 'email',
              autoComplete: 'email',
              help: words.emailHelp,
            })}
            {asked.map((field) => {
              const kind = field.kind;
              const common = { required: field.required };
              if (kind === 'select') return text(field.name, field.label, { ...common, options: field.options ?? [] });
              if (kind === 'textarea') return text(field.name, field.label, { ...common, rows: 3 });
              return text(field.name, field.label, { ...common, type: kind === 'date' ? 'date' : 'text' });
            })}
          </div>
        </Part>
        <Part title={words.way} isGroup={ways.length > 1}>
          {ways.length > 1 ? (
            <div className="grid gap-2.5 sm:grid-cols-2">
              {ways.map((one) => (
                <Choice
                  key={one.value}
                  name="way"
                  value={one.value}
                  label={one.label}
                  note={one.fee > 0 ? price(one.fee) : words.free}
                  checked={one.value === way?.value}
                  onChange={() => setWay(one.value)}
                />
              ))}
            </div>
          ) : (
            <p className="flex justify-between gap-4 rounded-lg border px-4 py-3">
              <input type="hidden" name="way" value={way?.value ?? ''} />
              <span>{way?.label}</span>
              <span className="text-muted-foreground tabular-nums">{fee > 0 ? price(fee) : words.free}</span>
            </p>
          )}
          {way?.needsAddress &&
            text('address', words.address, {
              required: true,
              rows: 3,
              autoComplete: 'street-address',
              help: words.addressHelp,
            })}
          {text('note', words.note, { rows: 2 })}
        </Part>
        <Part title={words.payment} isGroup={takesCards}>
          {takesCards ? (
            <div className="grid gap-2.5">
              <Choice
                name="payment"
                value="Card"
                label={words.payCard}
                note={words.cardHelp}
                checked={payment === 'Card'}
                onChange={() => setPayment('Card')}
              />
              <Choice
                name="payment"
                value="Later"
                label={words.payLater}
                note={words.laterHelp}
                checked={payment === 'Later'}
                onChange={() => setPayment('Later')}
              />
            </div>
          ) : (
            <p className="rounded-lg border px-4 py-3">
              {words.payLater}. <span className="text-muted-foreground">{words.laterHelp}</span>
            </p>
          )}
        </Part>
      </div>
      <aside className="flex flex-col gap-5 rounded-xl border bg-card p-6 lg:sticky lg:top-24">
        <h2 className="text-lg">{words.yourOrder}</h2>
        <ul className="flex flex-col gap-4">
          {lines.map((line) => (
            <li key={line.key} className="flex gap-3 text-sm">
              <div className="@container size-14 shrink-0 overflow-hidden rounded-md border bg-muted">
                <Picture name={line.name} picture={line.picture} />
              </div>
              <div className="flex min-w-0 flex-1 flex-col">
                <span className="font-medium [overflow-wrap:anywhere]">{line.name}</span>
                <span className="text-muted-foreground">
                  {line.quantity} × {price(line.unitPrice)}
                  {line.variantName ? \` · \${line.variantName}\` : ''}
                </span>
                {line.problem && <span className="text-destructive-text">{line.problem}</span>}
              </div>
              <span className="tabular-nums">{price(line.total)}</span>
            </li>
          ))}
        </ul>
        <dl className="flex flex-col gap-2 border-t pt-4 text-sm">
          <Sum label={words.subtotal} amount={price(subtotal)} />
          {way?.needsAddress && <Sum label={words.fee} amount={fee > 0 ? price(fee) : words.free} />}
          <Sum label={words.total} amount={price(subtotal + fee)} strong />
        </dl>
        {/* People do not see this one; programs that fill in everything do. */}
        <div aria-hidden="true" className="absolute -left-[9999px]">
          <input type="text" name="homepage" tabIndex={-1} autoComplete="off" />
        </div>
        {state.message && (
          <p role="alert" className="text-destructive-text text-sm">
            {state.message}
          </p>
        )}
        {state.payAt ? (
          <a
            href={state.payAt}
            className="flex h-12 items-center justify-center rounded-full bg-primary px-6 font-medium text-primary-foreground"
          >
            {words.goToPayment}
          </a>
        ) : (
          <button
            type="submit"
            disabled={sending}
            className="h-12 rounded-full bg-primary px-6 font-medium text-primary-foreground hover:bg-primary-hover disabled:opacity-70"
          >
            {payment === 'Card' ? words.placeAndPay : words.place}
          </button>
        )}
        <Link
          href="/shop/cart"
          className="text-center text-primary-text text-sm underline-offset-4 hover:underline"
        >
          {words.viewCart}
        </Link>
      </aside>
    </form>
  );
}

function Part({ title, isGroup = false, children }: { title: string; isGroup?: boolean; children: ReactNode }) {
  if (isGroup) {
    return (
      <fieldset className="flex flex-col gap-5">
        <legend className="mb-5 font-semibold text-lg">{title}</legend>
        {children}
      </fieldset>
    );
  }
  return (
    <section className="flex flex-col gap-5">
      <h2 className="font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}

function Sum({ label, amount, strong = false }: { label: string; amount: string; strong?: boolean }) {
  return (
    <div className={cn('flex justify-between gap-4', strong && 'border-t pt-3 font-semibold text-lg')}>
      <dt className={strong ? '' : 'text-muted-foreground'}>{label}</dt>
      <dd className="tabular-nums">{amount}</dd>
    </div>
  );
}

function Choice({
  label,
  note,
  ...input
}: {
  name: string;
  value: string;
  label: string;
  note: string;
  checked: boolean;
  onChange: () => void;
}) {
  return (
    <label className="flex cursor-pointer items-center gap-3 rounded-lg border bg-background px-4 py-3 has-checked:border-primary has-checked:bg-primary-soft">
      <input {...input} type="radio" aria-label={label} className="size-4 shrink-0 accent-primary" />
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
        <span>{label}</span>
        <span className="text-muted-foreground text-sm tabular-nums">{note}</span>
      </span>
    </label>
  );
}

type TextProps = {
  name: string;
  label: string;
  value: string;
  error: string | undefined;
  required?: boolean;
  type?: string;
  rows?: number;
  options?: string[];
  autoComplete?: string;
  help?: string;
};

function TextField({ name, label, value, error, required = false, type, rows, options, autoComplete, help }: TextProps) {
  const id = \`order-\${name}\`;
  const described = [error ? \`\${id}-error\` : '', help ? \`\${id}-help\` : ''].filter(Boolean).join(' ');
  const common = {
    id,
    name,
    required,
    autoComplete,
    defaultValue: value,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described || undefined,
  } as const;
  return (
    <div className={cn('flex flex-col gap-2', rows && 'sm:col-span-2')}>
      <span className="flex items-baseline justify-between gap-3 text-sm">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {!required && <span className="text-muted-foreground text-xs">{words.optional}</span>}
      </span>
      {options ? (
        <select {...common} key={value} className={\`\${box} h-12\`}>
          <option value="" />
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      ) : rows ? (
        <textarea {...common} rows={rows} className={\`\${box} resize-y py-3\`} />
      ) : (
        <input {...common} type={type ?? 'text'} className={\`\${box} h-12\`} />
      )}
      {help && !error && (
        <p id={\`\${id}-help\`} className="text-muted-foreground text-xs">
          {help}
        </p>
      )}
      {error && (
        <p id={\`\${id}-error\`} role="alert" className="text-destructive-text text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
`;
