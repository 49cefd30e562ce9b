import { contrast } from '@appfactory/resources/colour';
import { expect, test } from '@jest/globals';
import { accentIn, canBeRead, colourOf, lookProperties } from './look.ts';

test.each(['#ffff00', '#000000', '#ffffff', '#0f766e', '#ff0066', '#808080', '#00ff88'])(
  'the accent %s can be read in both themes, and so can what is written on it',
  (accent) => {
    const properties = lookProperties({ colours: { accent, background: accent } });
    for (const [prefix, grounds, ink] of [
      ['--brand-', ['#ffffff', '#eeeff2'], '#4f5560'],
      ['--brand-dark-', ['#0b0d10', '#1b1e23'], '#9da2ad'],
    ] as const) {
      const of = (name: string) => properties[prefix + name] ?? '';
      for (const ground of [...grounds, of('accent-soft')]) {
        expect(contrast(of('accent'), ground)).toBeGreaterThanOrEqual(4.4);
      }
      expect(contrast(of('on-accent'), of('accent'))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ink, of('frame'))).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test('one that can be read already stays as it is', () => {
  expect(accentIn('light', '#0f766e')).toBe('#0f766e');
  expect(canBeRead('#0f766e')).toBe(true);
  expect(canBeRead('#ffd500')).toBe(false);
});

test('what is no colour changes nothing', () => {
  expect(colourOf(' #0F766E ')).toBe('#0f766e');
  expect(lookProperties({ colours: { accent: 'red', background: '#12' } })).toEqual({});
});
