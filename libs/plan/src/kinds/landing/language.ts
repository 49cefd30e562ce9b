import type { Expansion } from '../../expansion/expand.ts';

/** The language of what everybody sees: that of the prompt. */
export const languageOf = ({ discovery }: Pick<Expansion, 'discovery'>): 'en' | 'de' =>
  discovery?.language === 'de' ? 'de' : 'en';
