/** Language of a prompt, as far as the engine reads it. `code`: a program, or data; `other`: none that it reads. */
export type Language = 'en' | 'de' | 'other' | 'code';

const set = (words: string) => new Set(words.split(/\s+/).filter(Boolean));

/** The commonest small words of languages; those that two languages share say nothing. */
const SMALL_WORDS: Record<string, Set<string>> = {
  en: set(
    'the and a an of to for with my our their each can should is are be that which who where when from by or not only app i we need want all has have it they this as on at no without every must may new them its people want build create make track manage list keep simple',
  ),
  de: set(
    'der die das und ein eine einen einem einer mit für meine meinen meiner unser unsere ich wir sie er es soll sollen kann können darf dürfen nur auch nicht kein keine ohne oder von zu zum zur im auf aus bei jeder jede jedes ist sind werden wird möchte brauche eigene eigenen ihre ihren sowie bitte dass alle den dem des mich mir verwalten erstellen',
  ),
  fr: set(
    'le la les des un une et pour avec mon mes notre nos je nous veux voudrais qui que dans sur une application gérer peuvent doivent leurs',
  ),
  es: set(
    'el la los las un una y para con mi mis nuestro quiero necesito que en por aplicación gestionar pueden sus del se una',
  ),
  it: set(
    'il lo gli le un una e per con mio mia nostro voglio vorrei che di del della gestire possono loro applicazione',
  ),
  nl: set('het een en voor met mijn onze ik wij wil die dat van op te kunnen moeten zijn hun klanten een beheren'),
  pt: set('o os as um uma e para com meu minha nosso quero preciso que em por aplicativo gerenciar podem seus do da'),
  pl: set('i w na z do dla aplikacja chcę który która oraz moje nasze jest'),
};

/** The language of a text: small words decide, then letters. A text without any sign of another language counts as English. */
export function languageOf(text: string, isKnown: (word: string, language: 'en' | 'de') => boolean): Language {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters > 0 && latin / letters < 0.5) return 'other';
  const signs = text.match(/[{}();=<>[\]$|\\]|=>|::/g)?.length ?? 0;
  if (letters > 0 && signs / letters > 0.12 && signs > 8) return 'code';
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const scores = new Map<string, number>();
  for (const word of words) {
    for (const [language, small] of Object.entries(SMALL_WORDS)) {
      if (small.has(word)) scores.set(language, (scores.get(language) ?? 0) + 1);
    }
    // A one-line prompt may hold no small word at all.
    for (const language of ['en', 'de'] as const) {
      if (isKnown(word, language)) scores.set(language, (scores.get(language) ?? 0) + 0.6);
    }
    if (/[äöüß]/.test(word)) scores.set('de', (scores.get('de') ?? 0) + 0.7);
  }
  const [best] = [...scores].toSorted(([, a], [, b]) => b - a);
  if (!best) return 'en';
  if (best[0] === 'en' || best[0] === 'de') return best[0];
  // A few foreign words, names for example, in a text that is otherwise understood.
  const understood = Math.max(scores.get('en') ?? 0, scores.get('de') ?? 0);
  if (best[1] <= understood * 1.3 || best[1] < 2)
    return (scores.get('de') ?? 0) > (scores.get('en') ?? 0) ? 'de' : 'en';
  return 'other';
}
