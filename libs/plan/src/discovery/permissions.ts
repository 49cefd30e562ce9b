import type { Action, Scope } from '@appfactory/resources/appBuild';
import type { FoundPermission } from './discovery.ts';
import { type Reading, spanOf } from './reading.ts';
import type { RoleMention } from './roles.ts';
import { isStep } from './states.ts';
import { endOfTold } from './told.ts';
import { VERB_NOUNS } from './wordSets.ts';

const words = (text: string) => text.split(/\s+/).filter(Boolean);

/** What a verb does with a row. */
const ACTION_VERBS: [Action[], string[]][] = [
  [
    ['read', 'create', 'update', 'delete'],
    words(
      'plan plans manage manages administer maintain handle organise organize control verwalten verwaltet pflegen betreuen',
    ),
  ],
  [
    ['read'],
    words(
      'view views see sees read reads browse browses search filter access look find list download check follow monitor track sehen sieht ansehen einsehen lesen liest durchsuchen suchen finden anzeigen abrufen herunterladen durchstöbern',
    ),
  ],
  [
    ['create', 'read'],
    words(
      'create creates add adds file files offer offers propose proposes submit submits post posts book books order orders place places register registers enter enters write writes upload uploads request requests make makes apply enrol enroll log logs record records leave report reports donate comment reserve reserves invite send issue issues lend rent borrow vote rate buy erstellen anlegen anlegt hinzufügen einreichen buchen bestellen reservieren eintragen schreiben hochladen beantragen melden erfassen erfasst spenden kommentieren bewerten ausleihen aufgeben stellen vorbestellen veröffentlichen',
    ),
  ],
  [
    ['update', 'read'],
    words(
      'pack packs fix fixes repair repairs inspect inspects grade grades edit edits update updates change changes modify assign assigns approve approves reject rejects confirm confirms cancel cancels complete completes close closes publish publishes mark marks move reschedule schedule respond answer resolve set process review bearbeiten bearbeitet ändern ändert zuweisen genehmigen genehmigt ablehnen bestätigen bestätigt stornieren absagen abschließen freigeben verschieben aktualisieren zuordnen beantworten',
    ),
  ],
  [['read', 'create', 'update'], words('do does perform performs conduct conducts carry carries führt führen')],
  [['delete'], words('delete deletes remove removes löschen löscht entfernen')],
];
const EVERYTHING: Action[] = ['read', 'create', 'update', 'delete'];
const ACTIONS_OF = new Map(ACTION_VERBS.flatMap(([actions, verbs]) => verbs.map((verb) => [verb, actions] as const)));

/** Where an entity of the app is named. */
export interface EntityMention {
  entity: string;
  from: number;
  to: number;
}

/** What verbs make of one stretch of a clause. */
interface Stretch {
  verbs: { at: number; actions: Action[]; makes?: string; denied: boolean }[];
  objects: (EntityMention & { scope: Scope })[];
  from: number;
  to: number;
}

/** Who may do what, as the prompt says it: "customers can see their own orders", "only managers may delete projects". */
export function permissionsOf(
  reading: Reading,
  roles: RoleMention[],
  entities: EntityMention[],
  entityOfNoun: (noun: string) => string | undefined,
): { permissions: FoundPermission[]; denied: FoundPermission[]; exclusive: FoundPermission[] } {
  const permissions: FoundPermission[] = [];
  const denied: FoundPermission[] = [];
  const exclusive: FoundPermission[] = [];
  const { tokens } = reading;
  // Staff works with what there is; who comes from outside hands something in.
  const guests = new Set(
    roles.filter(({ noun, role }) => noun !== undefined || role === 'user').map(({ role }) => role),
  );
  for (const [index, subject] of roles.entries()) {
    const sentence = tokens[subject.from]?.sentence;
    const next = roles[index + 1];
    const joined =
      next &&
      tokens[next.from]?.sentence === sentence &&
      next.from - subject.to <= 2 &&
      // "Testers report, developers fix": each does something else.
      tokens.slice(subject.to, next.from).every(({ lower }) => /^(,|and|or|&|und|oder|the|die|der)$/.test(lower));
    // "Teachers and students can": the deed stands behind the last of them.
    const deedFrom = joined ? next.to : subject.to;
    const follower = roles[index + (joined ? 2 : 1)];
    const end =
      follower && tokens[follower.from]?.sentence === sentence && isSubject(reading, follower)
        ? follower.from
        : endOfTold(reading, Math.max(deedFrom - 1, 0), (at) =>
            roles.some((other) => other.from === at && isSubject(reading, other)),
          );
    const head = tokens.slice(deedFrom, deedFrom + 4).map((token) => token.lower);
    const before = [1, 2, 3].map((steps) => tokens[subject.from - steps]?.lower ?? '');
    const isOnly = before.slice(0, 2).some((word) => /^(only|nur)$/.test(word));
    const onlyOwn = head.some((word) => /^(only|nur)$/.test(word));
    const whole = everythingIn(reading, deedFrom, end);
    if (whole) {
      const source = spanOf(reading, subject.from, Math.max(end, subject.to));
      for (const entity of new Set(entities.map((mention) => mention.entity)))
        permissions.push({ role: subject.role, entity, actions: whole, scope: 'all', source, confidence: 0.85 });
      continue;
    }
    for (const stretch of stretchesOf(reading, deedFrom, end, entities, entityOfNoun)) {
      for (const verb of stretch.verbs) {
        for (const object of stretch.objects) {
          const made = verb.makes === undefined ? undefined : entityOfNoun(verb.makes);
          const target =
            made !== undefined && made !== object.entity && verb.actions.includes('create') ? made : object.entity;
          const permission: FoundPermission = {
            role: subject.role,
            entity: target,
            actions: verb.actions,
            scope: target === made ? 'own' : object.scope,
            source: spanOf(reading, subject.from, Math.max(stretch.to, subject.to)),
            confidence: onlyOwn ? 0.95 : 0.85,
          };
          if (verb.denied)
            denied.push({
              ...permission,
              actions: verb.actions.filter((action) => action !== 'read' || verb.actions.length === 1),
            });
          else {
            permissions.push(permission);
            if (target !== object.entity)
              permissions.push({ ...permission, entity: object.entity, actions: ['read'], scope: 'all' });
            // "Only the lead can close": that step is the lead's, and not every change.
            if (isOnly && !isStep(tokens[verb.at])) exclusive.push(permission);
          }
        }
      }
    }
  }
  return {
    permissions: permissions.map((one) => (guests.has(one.role) ? ownWhatIsMade(one, permissions) : one)),
    denied,
    exclusive,
  };
}

/** "Staff: everything", "the winemaker has full access", "the office reads everything": what somebody does with all there is. */
function everythingIn({ tokens }: Reading, from: number, to: number): Action[] | undefined {
  const words = tokens.slice(from, to).map(({ lower }) => lower);
  const text = words.join(' ');
  if (/\b(no|not|nothing|but|except|nicht|außer|aber)\b/.test(text)) return undefined;
  if (/\b(full access|all rights|full rights|vollzugriff|alle rechte)\b/.test(text)) return EVERYTHING;
  // "Site manager (me): all".
  if (/^(?:all|alles|everything)$/.test(text.slice(text.lastIndexOf(':') + 1).trim())) return EVERYTHING;
  const at = words.findIndex((word) => /^(everything|alles)$/.test(word));
  if (at < 0) return undefined;
  const verb = words.slice(0, at).findLast((word) => ACTIONS_OF.has(word));
  // "Managers approve everything" tells of what there is to approve.
  const actions = verb === undefined ? EVERYTHING : (ACTIONS_OF.get(verb) ?? []);
  return actions.length === 1 || actions.length === EVERYTHING.length ? actions : undefined;
}

/** Who only hands something in that others work on sees what they handed in: "employees submit requests, managers approve". */
function ownWhatIsMade(one: FoundPermission, all: FoundPermission[]): FoundPermission {
  if (one.scope === 'own' || !one.actions.includes('create') || one.actions.length > 2) return one;
  // A remark is for whoever sees what it is about.
  if (/^(Comment|Note|Answer|Review)$/.test(one.entity)) return one;
  const same = all.filter((other) => other.entity === one.entity);
  // "Sees the snags of the house and can report one".
  if (same.some((other) => other.role === one.role && other.scope === 'all' && other.actions.join() === 'read'))
    return one;
  const works = same.some(
    (other) => other.role !== one.role && (other.actions.includes('update') || other.actions.includes('delete')),
  );
  const alsoWorks = same.some(
    (other) => other.role === one.role && other.actions.includes('update') && other.scope === 'all',
  );
  return works && !alsoWorks ? { ...one, scope: 'own', confidence: 0.65 } : one;
}

/** Whether somebody is said to do something there, or only named: "assign tasks to members". */
function isSubject({ tokens }: Reading, mention: RoleMention): boolean {
  const before = tokens[mention.from - 1];
  // Who is followed by "can" is a subject, whatever stands before: "the label manager can".
  if (mention.confidence >= 0.94) return true;
  return (
    mention.confidence >= 0.75 &&
    (before === undefined ||
      before.kind === 'sign' ||
      /^(and|but|while|und|aber|only|nur|the|die|der)$/.test(before.lower) ||
      before.sentence !== tokens[mention.from]?.sentence)
  );
}

const DENIES = /^(not|cannot|can't|cant|don't|doesn't|mustn't|never|nothing|nicht|nichts|kein|keine|keinen|nie)$/;
/** "They can't edit anything", "darf nichts löschen": whatever there is. */
const ANYTHING = /^(anything|nothing|nichts|irgendetwas|irgendwas)$/;
const OWN = /^(own|eigene|eigenen|eigener|eigenes)$/;
const POSSESSIVE = /^(their|his|her|ihre|ihren|seine|seinen)$/;

/** "The grades of their own children": what belongs to one's own is one's own. */
function isOwnedBehind(tokens: Reading['tokens'], at: number): boolean {
  if (!/^(of|from|for|von|für|der)$/.test(tokens[at]?.lower ?? '')) return false;
  return [1, 2].some(
    (steps) => POSSESSIVE.test(tokens[at + steps]?.lower ?? '') || OWN.test(tokens[at + steps]?.lower ?? ''),
  );
}

function stretchesOf(
  reading: Reading,
  from: number,
  to: number,
  entities: EntityMention[],
  entityOfNoun: (noun: string) => string | undefined,
): Stretch[] {
  const { tokens, language } = reading;
  const parts: Stretch[] = [];
  let part: Stretch = { verbs: [], objects: [], from, to: from };
  let denied = false;
  const flush = () => {
    if (part.verbs.length > 0 || part.objects.length > 0) parts.push(part);
    part = { verbs: [], objects: [], from: part.to, to: part.to };
  };
  let wholly = false;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token) break;
    if (token.sentence !== tokens[at - 1]?.sentence && at > from) {
      flush();
      denied = false;
    }
    if (ANYTHING.test(token.lower)) wholly = true;
    // "Can edit orders but cannot delete them": from "not" to the next "but" or "can".
    if (DENIES.test(token.lower)) denied = true;
    else if (
      /^(but|can|may|aber|kann|können|darf|dürfen|jedoch|sondern)$/.test(token.lower) &&
      !DENIES.test(tokens[at + 1]?.lower ?? '')
    )
      denied = false;
    const mention = entities.find((entity) => entity.from === at);
    const actions = ACTIONS_OF.get(token.lower);
    part.to = at + 1;
    if (mention && (mention.to - mention.from > 1 || !(actions && token.tag === 'verb'))) {
      const near = [1, 2, 3].map((steps) => tokens[at - steps]?.lower ?? '');
      const scope: Scope =
        near.some((word) => OWN.test(word)) ||
        near.slice(0, 2).some((word) => POSSESSIVE.test(word)) ||
        isOwnedBehind(tokens, mention.to)
          ? 'own'
          : 'all';
      part.objects.push({ ...mention, scope });
      part.to = mention.to;
      at = mention.to - 1;
    } else if (actions && !isSignIn(tokens, at)) {
      // English verbs stand before their objects: the next verb begins a new stretch.
      if (language !== 'de' && part.objects.length > 0) flush();
      part.verbs.push({
        at,
        actions,
        makes: VERB_NOUNS.get(token.lower) ?? VERB_NOUNS.get(token.lower.replace(/s$/, '')),
        denied,
      });
    } else if (/^(them|it|these|sie|diese|es)$/.test(token.lower) && part.objects.length === 0) {
      part.objects.push(...(parts.findLast((earlier) => earlier.objects.length > 0)?.objects ?? []));
    } else if (language === 'de' && /^(und|,|oder|sowie)$/.test(token.lower) && part.verbs.length > 0) flush();
  }
  flush();
  // "Testers report, developers fix": with what was spoken of before.
  const isBare = parts.length > 0 && parts.every(({ objects }) => objects.length === 0);
  const sentence = tokens[from - 1]?.sentence ?? 0;
  const isNear = (entity: EntityMention) => sentence - (tokens[entity.from]?.sentence ?? -2) <= 1;
  const isLine = tokens[from - 1]?.bullet === true;
  // "Cannot delete", "they can't edit anything": whatever there is.
  for (const bare of parts) {
    if (bare.objects.length > 0 || !bare.verbs.every((verb) => verb.denied) || !(isLine || wholly)) continue;
    bare.objects.push(...everyEntity(entities));
  }
  const topic = isBare && !isLine ? entities.findLast((entity) => entity.to <= from && isNear(entity)) : undefined;
  if (topic) for (const bare of parts) bare.objects.push({ ...topic, scope: 'all' });
  return fillGaps(parts, language === 'de', entityOfNoun);
}

/** "Singers log in": no log is kept. */
const isSignIn = (tokens: Reading['tokens'], at: number) =>
  /^(logs?|signs?|writes?)$/.test(tokens[at]?.lower ?? '') &&
  /^(in|into|on|off|out|up)$/.test(tokens[at + 1]?.lower ?? '');

/** Each entity once, as if it were spoken of. */
function everyEntity(entities: EntityMention[]): (EntityMention & { scope: Scope })[] {
  const names = [...new Set(entities.map(({ entity }) => entity))];
  return names.flatMap((name) => {
    const mention = entities.find(({ entity }) => entity === name);
    return mention ? [{ ...mention, scope: 'all' as const }] : [];
  });
}

/** "View and edit tasks" and "Aufgaben anlegen und löschen": verbs or objects that another stretch holds. */
function fillGaps(parts: Stretch[], verbsLast: boolean, entityOfNoun: (noun: string) => string | undefined): Stretch[] {
  return parts.map((part, index) => {
    if (part.objects.length > 0 && part.verbs.length > 0) return part;
    const earlier = parts.slice(0, index).toReversed();
    if (part.verbs.length === 0) {
      const source = verbsLast
        ? parts.slice(index + 1).find(({ verbs }) => verbs.length > 0)
        : earlier.find(({ verbs }) => verbs.length > 0);
      return { ...part, verbs: source?.verbs ?? [] };
    }
    const made = part.verbs.flatMap(({ makes }) => (makes === undefined ? [] : (entityOfNoun(makes) ?? [])));
    if (made.length > 0)
      return {
        ...part,
        objects: made.map((entity) => ({ entity, from: part.from, to: part.to, scope: 'own' as const })),
      };
    const source = verbsLast
      ? earlier.find(({ objects }) => objects.length > 0)
      : parts.slice(index + 1).find(({ objects }) => objects.length > 0);
    return { ...part, objects: source?.objects ?? [] };
  });
}
