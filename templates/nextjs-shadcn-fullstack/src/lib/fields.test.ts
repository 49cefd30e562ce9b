import { describe, expect, it } from 'vitest';
import * as field from '@/lib/fields';
import { moneyInput } from '@/lib/inputs';

function messages(
  schema: { safeParse: (value: unknown) => { error?: { issues: { message: string }[] } } },
  value: unknown,
) {
  return schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];
}

describe('fields', () => {
  it('asks for what is required, and only once', () => {
    expect(messages(field.string('Name'), '   ')).toEqual(['Name is required']);
    expect(messages(field.choice('Stage', ['a', 'b']), '')).toEqual(['Stage is required']);
  });

  it('makes an empty optional field null, and says what is wrong with a filled one', () => {
    const schema = field.optional(field.email('Email'));
    expect(schema.parse(' ')).toBeNull();
    expect(schema.parse(' Ada@Example.com ')).toBe('ada@example.com');
    expect(messages(schema, 'nonsense')).toEqual(['Enter a valid e-mail address, like name@example.com']);
  });

  it.each([
    ['1250.5', 125050],
    ['1,250.50', 125050],
    ['12 345', 1234500],
    ['-3', -300],
    ['0.07', 7],
  ])('reads the amount %s', (typed, cents) => {
    expect(field.money('Price').parse(typed)).toBe(cents);
  });

  it.each(['1.234', '1,25', 'abc', '1e5', ''])('refuses the amount "%s"', (typed) => {
    expect(field.money('Price').safeParse(typed).success).toBe(false);
  });

  it('gives an amount back as it was', () => {
    for (const cents of [0, 7, 125050, -300]) expect(field.money('Price').parse(moneyInput(cents))).toBe(cents);
  });

  it('reads numbers and refuses what is none', () => {
    expect(field.number('Seats').parse('1,200')).toBe(1200);
    expect(messages(field.number('Seats'), 'many')).toEqual(['Seats must be a number']);
  });

  it('adds the scheme to a web address and refuses scripts', () => {
    expect(field.url('Website').parse('example.com/a')).toBe('https://example.com/a');
    expect(field.url('Website').safeParse('javascript:alert(1)').success).toBe(false);
    expect(field.url('Website').safeParse('not a place').success).toBe(false);
  });

  it('refuses days that no calendar has', () => {
    expect(field.date('Due').parse('2028-02-29')).toBe('2028-02-29');
    expect(messages(field.date('Due'), '2027-02-29')).toEqual(['Due must be a date']);
  });

  it('reads a moment', () => {
    expect(field.datetime('Start').parse('2026-05-01T08:00:00.000Z')).toEqual(new Date(Date.UTC(2026, 4, 1, 8)));
  });
});
