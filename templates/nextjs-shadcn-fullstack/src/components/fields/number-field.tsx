'use client';

import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { Input } from '@/components/ui/input';
import { InputGroup, InputGroupAddon, InputGroupInput } from '@/components/ui/input-group';
import { app } from '@/config/app';

/** A number, typed as text: browsers' number inputs swallow what they do not understand. */
export function NumberField<Input_ extends FieldValues, Output>({
  placeholder,
  ...props
}: FieldProps<Input_, Output> & { placeholder?: string }) {
  return (
    <FormField {...props}>
      {(field, control) => (
        <Input
          {...field}
          {...control}
          placeholder={placeholder}
          inputMode="decimal"
          autoComplete="off"
          className="tabular-nums"
        />
      )}
    </FormField>
  );
}

/** An amount in the app's currency, or in the one given (ISO 4217). */
export function MoneyField<Input_ extends FieldValues, Output>({
  currency = app.currency,
  ...props
}: FieldProps<Input_, Output> & { currency?: string }) {
  return (
    <FormField {...props}>
      {(field, control) => (
        <InputGroup>
          <InputGroupAddon>{currencySymbol(currency)}</InputGroupAddon>
          <InputGroupInput
            {...field}
            {...control}
            placeholder="0.00"
            inputMode="decimal"
            autoComplete="off"
            className="tabular-nums"
          />
        </InputGroup>
      )}
    </FormField>
  );
}

function currencySymbol(currency: string): string {
  const parts = new Intl.NumberFormat(app.locale, { style: 'currency', currency }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}
