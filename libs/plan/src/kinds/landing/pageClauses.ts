import type { EntitySpec } from '@appfactory/resources/appBuild';
import type { Source } from '../../discovery/discovery.ts';
import type { Expansion } from '../../expansion/expand.ts';
import { pluralOf, sentenceCase } from '../../words.ts';
import { subjectOf } from './facts.ts';
import { languageOf } from './language.ts';

/** Words that say that a clause is about the page that everybody sees, or about what is kept behind the sign-in. */
const CUE =
  /(?<page>landing\s?-?pages?|home\s?-?pages?|web\s?-?(?:sites?|pages?)|public\s(?:pages?|sites?)|(?:on|in|of)\s(?:the|our|my)\s(?:page|site)|the\s(?:page|site)|visitors?|page\ssections?|startseite|webseite|webauftritt|besucher\p{L}*|öffentlich\p{L}*|auf\sder\sseite)|(?<inside>behind\s(?:the|a)\s(?:sign|log)[\s-]?in|(?:sign|log)(?:s|ed|ged)?[\s-]in(?!\p{L})|internal\p{L}*|back\s?-?office|admin\p{L}*|dashboards?|manag(?:e|es|ing)|staff\s(?:can|use|see|keep|track)|apps?|hinter\s(?:der|dem|einem|einer)\s(?:anmeldung|login)|intern\p{L}*|verwalt\p{L}*|angemeldet\p{L}*)/giu;

interface Range {
  start: number;
  end: number;
}

/** The parts of a prompt that are about the page. A sentence without a word of its own goes on where the last one was. */
export function pageClauses(prompt: string): Range[] {
  const clauses: Range[] = [];
  let onPage = false;
  for (const sentence of prompt.matchAll(/[^.!?\n]+/g)) {
    const end = sentence.index + sentence[0].length;
    const cues = [...sentence[0].matchAll(CUE)].filter(({ index, 0: cue }) => {
      const around = [sentence[0][index - 1] ?? '', sentence[0][index + cue.length] ?? ''];
      return around.every((letter) => !/[\p{L}\p{N}]/u.test(letter));
    });
    let start = sentence.index;
    cues.forEach((cue, at) => {
      // What stands before the first of these words belongs to it.
      if (at > 0) start = sentence.index + cue.index;
      const { page } = cue.groups ?? {};
      onPage = page !== undefined;
      const next = cues[at + 1];
      if (onPage) clauses.push({ start, end: next ? sentence.index + next.index : end });
    });
    if (cues.length === 0 && onPage) clauses.push({ start, end });
  }
  return clauses;
}

/** Tells the things that only say whose page it is: the bikes of "for our bike workshop". */
export function subjectTest(expansion: Expansion, prompt: string): (entity: string) => boolean {
  const subject = subjectOf(prompt, languageOf(expansion));
  return (name) => {
    const source = expansion.discovery?.entities.find((entity) => entity.name === name)?.source;
    return (
      source?.from === 'prompt' && subject !== undefined && source.start >= subject.start && source.end <= subject.end
    );
  };
}

export interface PageTest {
  /** Whether the prompt asks for a section on the page: it does not where it names it for the app. */
  section(source: Source): boolean;
  /** Whether everybody may see the rows of an entity. */
  shows(entity: Pick<EntitySpec, 'name' | 'label' | 'plural' | 'permissions'>, section?: string): boolean;
  /** Whether a visitor may send one. */
  receives(entity: Pick<EntitySpec, 'name' | 'label' | 'plural' | 'permissions'>): boolean;
}

/**
 * Tells what is meant for everybody. Beside an app, rows are private until the prompt names them for the page; rules that
 * do not let visitors read keep them private always.
 */
export function pageTest(expansion: Expansion, prompt: string): PageTest {
  const alone = !expansion.kinds.includes('app');
  const isSubject = subjectTest(expansion, prompt);
  const clauses = pageClauses(prompt);
  const texts = clauses.map(({ start, end }) => prompt.slice(start, end));
  const isOnPage = (source: Source | undefined) =>
    source?.from === 'prompt' && clauses.some(({ start, end }) => source.start >= start && source.start < end);
  const isNamed = ({ name, label, plural }: Pick<EntitySpec, 'name' | 'label' | 'plural'>) => {
    const one = label ?? sentenceCase(name);
    const words = [one, plural ?? pluralOf(one), sentenceCase(name), pluralOf(sentenceCase(name))];
    const pattern = new RegExp(
      `(?<!\\p{L})(?:${words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})(?!\\p{L})`,
      'iu',
    );
    return (
      isOnPage(expansion.discovery?.entities.find((entity) => entity.name === name)?.source) ||
      texts.some((text) => pattern.test(text))
    );
  };
  const sections = (expansion.discovery?.pages ?? []).filter(({ source }) => alone || isOnPage(source));
  return {
    section: (source) => alone || isOnPage(source),
    shows: (entity, section) =>
      (entity.permissions === undefined ||
        entity.permissions.some(({ role, actions }) => role === 'visitor' && actions.includes('read'))) &&
      !isSubject(entity.name) &&
      (alone || isNamed(entity) || sections.some(({ title }) => title === section)),
    receives: (entity) =>
      alone || ['Inquiry', 'Subscriber'].includes(entity.name) || (!isSubject(entity.name) && isNamed(entity)),
  };
}
