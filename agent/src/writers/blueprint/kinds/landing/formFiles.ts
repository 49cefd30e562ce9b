/** src/features/site/entry-form.tsx: one form for whatever a visitor sends. The same in every app. */
export const ENTRY_FORM_FILE = `'use client';

import { useActionState, useEffect, useId, useRef } from 'react';
import type { EntryState } from '@/features/site/entry';

export type EntryField = {
  name: string;
  label: string;
  kind: 'text' | 'email' | 'tel' | 'url' | 'number' | 'date' | 'datetime-local' | 'textarea' | 'select' | 'checkbox';
  required: boolean;
  autoComplete?: string;
  /** Takes the whole line. */
  wide?: boolean;
  options?: { value: string; label: string }[];
};

type Words = { submit: string; done: string; doneText: string; optional: string; choose: string };

const box =
  'w-full rounded-lg border border-input bg-background px-3.5 text-base outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30 aria-invalid:border-destructive-text';

/** Works before its script has come, and tells at the field what is missing. */
export function EntryForm({
  fields,
  words,
  action,
}: {
  fields: EntryField[];
  words: Words;
  action: (before: EntryState, data: FormData) => Promise<EntryState>;
}) {
  const [state, send, sending] = useActionState(action, { sent: false, errors: {}, values: {} });
  const id = useId();
  const answer = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (state.sent) answer.current?.focus();
    else form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [state]);

  if (state.sent) {
    return (
      <div
        ref={answer}
        tabIndex={-1}
        role="status"
        className="flex flex-col gap-2 rounded-xl border bg-card p-8 outline-none"
      >
        <p className="font-semibold text-xl">{words.done}</p>
        <p className="text-muted-foreground">{words.doneText}</p>
      </div>
    );
  }
  return (
    <form
      ref={form}
      action={send}
      noValidate
      className="grid gap-5 rounded-xl border bg-card p-6 sm:grid-cols-2 md:p-8"
    >
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          id={id + field.name}
          value={state.values[field.name] ?? ''}
          error={state.errors[field.name]}
          words={words}
        />
      ))}
      {/* People do not see this one; programs that fill in everything do. */}
      <div aria-hidden="true" className="absolute -left-[9999px]">
        <input type="text" name="homepage" tabIndex={-1} autoComplete="off" />
      </div>
      <div className="flex flex-col gap-3 sm:col-span-2">
        {state.message && (
          <p role="alert" className="text-destructive-text text-sm">
            {state.message}
          </p>
        )}
        <button
          type="submit"
          disabled={sending}
          className="inline-flex h-12 items-center justify-center self-start rounded-full bg-primary px-6 font-medium text-primary-foreground hover:bg-primary-hover disabled:opacity-70"
        >
          {words.submit}
        </button>
      </div>
    </form>
  );
}

function Field({
  field,
  id,
  value,
  error,
  words,
}: {
  field: EntryField;
  id: string;
  value: string;
  error: string | undefined;
  words: Words;
}) {
  const { name, label, kind, required, autoComplete, wide, options = [] } = field;
  const common = {
    id,
    name,
    required,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? \`\${id}-error\` : undefined,
  };
  
  const control =
    kind === 'textarea' ? (
      <textarea {...common} rows={5} defaultValue={value} className={\`\${box} resize-y py-3\`} />
    ) : kind === 'select' ? (
      <select {...common} key={value} defaultValue={value} className={\`\${box} h-12\`}>
        <option value="">{words.choose}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    ) : kind === 'checkbox' ? (
      <input {...common} type="checkbox" defaultChecked={value === 'on'} className="size-5 accent-primary" />
    ) : (
      <input {...common} type={kind} autoComplete={autoComplete} defaultValue={value} className={\`\${box} h-12\`} />
    );
  return (
    <div className={wide ? 'flex flex-col gap-2 sm:col-span-2' : 'flex flex-col gap-2'}>
      <div className={kind === 'checkbox' ? 'flex flex-row-reverse items-center justify-end gap-3' : 'contents'}>
        <span className="flex items-baseline justify-between gap-3 text-sm">
          <label htmlFor={id} className="font-medium">
            {label}
          </label>
          {!required && kind !== 'checkbox' && <span className="text-muted-foreground text-xs">{words.optional}</span>}
        </span>
        {control}
      </div>
      {error && (
        <p id={\`\${id}-error\`} role="alert" className="text-destructive-text text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
`;

/** src/emails/entry.tsx */
export const ENTRY_EMAIL_FILE = `import { EmailLayout, EmailText } from '@/emails/layout';

/** To the owners: what a visitor of the public page has sent. */
export function EntryEmail({
  title,
  lines,
  href,
}: {
  title: string;
  lines: { label: string; value: string }[];
  href: string;
}) {
  return (
    <EmailLayout preview={title} title={title} action={{ label: 'Open it', href }}>
      {lines.map(({ label, value }) => (
        <EmailText key={label}>
          <strong>{label}</strong>
          <br />
          {value}
        </EmailText>
      ))}
    </EmailLayout>
  );
}
`;
