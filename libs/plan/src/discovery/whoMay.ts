import type { Action } from '@appfactory/resources/appBuild';
import { NOUN_BY_NAME } from '../lexicon/lexicon.ts';
import type { Discovery, FoundEntity, FoundKind, FoundPermission, FoundRole } from './discovery.ts';
import type { ScoredArchetype } from './domain.ts';
import { type EntityMention, permissionsOf } from './permissions.ts';
import type { Pinned } from './pinned.ts';
import type { Reading } from './reading.ts';
import type { RoleMention } from './roles.ts';
import { Phrases } from './text/phrases.ts';
import { OWNERS } from './wordSets.ts';

const EVERYTHING: Action[] = ['read', 'create', 'update', 'delete'];

interface Deciding {
  entities: FoundEntity[];
  roles: FoundRole[];
  who: RoleMention[];
  places: EntityMention[];
  archetypes: ScoredArchetype[];
  pinned: Pinned;
  kinds: FoundKind[];
}

/** Roles that run the whole app. */
export const isAdmin = (role: string): boolean => OWNERS.has(role) || role === 'admin';

/** Who uses the app and may do what: what the prompt says, then what apps of the domain have, then what is usual. */
export function decideRoles(reading: Reading, deciding: Deciding): Pick<Discovery, 'roles' | 'permissions'> {
  const { entities, who, places, archetypes, pinned } = deciding;
  // Who states entities says what the app is: nothing is taken from what others usually do.
  const best = pinned.entities?.length ? undefined : archetypes[0]?.archetype;
  const said = permissionsOf(reading, who, places, (noun) => entities.find((entity) => entity.noun === noun)?.name);
  const spoken = new Set([...said.permissions, ...said.denied].map(({ role }) => role));
  for (const mention of who) if (isRestricted(reading, mention)) spoken.add(mention.role);
  const roles = pinned.roles ? statedRoles(pinned) : rolesWith(reading, deciding);
  const permissions: FoundPermission[] = [];
  for (const role of roles) {
    const known = best?.roles.find((one) => one.name === role.name);
    for (const entity of entities) {
      const own = said.permissions.filter((one) => one.role === role.name && one.entity === entity.name);
      if (isAdmin(role.name)) {
        permissions.push({
          role: role.name,
          entity: entity.name,
          actions: EVERYTHING,
          scope: 'all',
          source: own[0]?.source ?? role.source,
          confidence: 0.8,
        });
        continue;
      }
      const grant = known?.grants.find((one) => one.entity === entity.noun);
      const permission =
        own.length > 0
          ? joined(own)
          : grant
            ? {
                role: role.name,
                entity: entity.name,
                actions: grant.actions,
                scope: grant.scope,
                source: { from: 'archetype' as const, name: best?.name ?? '' },
                confidence: 0.45,
              }
            : usual(role, entity, spoken);
      permissions.push(without(permission, role.name, said));
    }
  }
  return { roles, permissions };
}

/** Whoever may do everything with rows takes the steps as well that the prompt gives to somebody. */
export function letAllTakeSteps(entities: FoundEntity[], permissions: FoundPermission[]): void {
  for (const { name, states } of entities) {
    const all = permissions.filter(
      ({ entity, actions, scope, source, role }) =>
        entity === name &&
        scope === 'all' &&
        actions.length === EVERYTHING.length &&
        (source.from === 'prompt' || isAdmin(role)),
    );
    for (const step of states?.transitions ?? [])
      if (step.roles) step.roles = [...new Set([...step.roles, ...all.map(({ role }) => role)])];
  }
}

function statedRoles({ roles = [] }: Pinned): FoundRole[] {
  return roles.map((role, at) => ({
    name: role.name,
    label: role.label ?? role.name,
    signsUp: role.signUp === 'open',
    source: { from: 'spec', path: `spec.roles[${at}]` },
    confidence: 1,
  }));
}

/** Roles of the prompt; those of the domain where the prompt speaks of nobody and nothing is stated. */
function rolesWith(reading: Reading, { roles, archetypes, entities, pinned, who, kinds }: Deciding): FoundRole[] {
  const best = archetypes[0]?.archetype;
  const signsUp = new Set(who.filter((mention) => registers(reading, mention)).map((mention) => mention.role));
  const withSignUp = roles.map((role) => ({
    ...role,
    signsUp: signsUp.has(role.name) || best?.roles.some((one) => one.name === role.name && one.signsUp) === true,
  }));
  if (withSignUp.length > 0 || !best || pinned.entities?.length) return withSignUp;
  if (negatesSignIn(reading) || best.kind === 'landing' || best.kind !== kinds[0]?.kind) return [];
  // Who names what there is, and nobody, means people who may all do the same.
  if (entities.filter(({ source }) => source.from === 'prompt').length > 1) return [];
  const useful = best.roles.filter((role) =>
    role.grants.some((grant) => entities.some((entity) => entity.noun === grant.entity)),
  );
  return useful.map((role) => ({
    name: role.name,
    label: reading.language === 'de' ? role.german : role.label,
    signsUp: role.signsUp,
    source: { from: 'archetype', name: best.name },
    confidence: 0.4,
  }));
}

/** "Seasonal workers: only add work, nothing else": there is a limit, though it may not be understood where it lies. */
function isRestricted({ tokens }: Reading, { from, to }: RoleMention): boolean {
  const behind = tokens.slice(to, to + 12).filter((token) => token.sentence === tokens[from]?.sentence);
  return behind.some(({ lower }) =>
    /^(only|nothing|cannot|can't|mustn't|never|not|nur|nichts|kein|keine|nicht)$/.test(lower),
  );
}

/** "Customers sign up", "patients can register": whoever comes is let in. */
function registers({ tokens }: Reading, { to, from }: RoleMention): boolean {
  const text = tokens
    .slice(to, to + 6)
    .filter((token) => token.sentence === tokens[from]?.sentence)
    .map((token) => token.lower)
    .join(' ');
  return /\b(sign up|sign-up|register|create an account|registrieren|anmelden)\b/.test(text);
}

const SIGN_IN = new Phrases(
  'login, log-in, sign-in, sign in, log in, account, accounts, authentication, anmeldung, login, konto, konten, registrierung',
);

/** "Without login": an app of one person, or of everybody. */
export function negatesSignIn({ text, tokens }: Reading): boolean {
  return SIGN_IN.in(text).some((match) =>
    tokens.some((token) => token.negated && token.start <= match.index && match.index < token.end),
  );
}

/** Several sentences about one role and entity: what they allow together. Own rows are meant where one says so. */
function joined(all: FoundPermission[]): FoundPermission {
  const [first] = all as [FoundPermission];
  const said = all.flatMap((one) => one.actions);
  // Nobody changes what they do not see.
  const actions = EVERYTHING.filter((action) => said.includes(action) || (action === 'read' && said.length > 0));
  const scope = all.some((one) => one.scope === 'own') ? 'own' : 'all';
  return { ...first, actions, scope, confidence: Math.max(...all.map((one) => one.confidence)) };
}

/** People who are not of the house: what is told of others is not theirs to read. */
const OUTSIDERS =
  /^(customer|client|guest|patient|tenant|parent|student|pupil|resident|citizen|applicant|candidate|policyholder|donor|sponsor|neighbour|neighbor|buyer|voter|reader|runner|participant|attendee|subscriber|visitor|supplier|owner-of-.*|.*-(?:customer|client|guest|owner|parent))$/;
/** Records of what somebody bought, booked, owes or suffers. */
const PERSONAL =
  /^(Invoice|Payment|RentPayment|Dues|Order|PreOrder|Booking|ClassBooking|Appointment|Reservation|Registration|Enrolment|Application|InsuranceClaim|Message|Contract|Lease|Prescription|Diagnosis|Treatment|Visit|Grade|Attendance|Loan|BookLoan|Rental|Subscription|Complaint|Donation|Document)$/;
const isPersonal = ({ noun }: FoundEntity): boolean =>
  noun !== undefined && (PERSONAL.test(noun) || NOUN_BY_NAME.get(noun)?.flags.includes('person') === true);

/** What nobody speaks of: who signs up sees rows but their own only where they make them; others work with everything. */
function usual(role: FoundRole, entity: FoundEntity, spoken: ReadonlySet<string>): FoundPermission {
  const base = { role: role.name, entity: entity.name, confidence: 0.3 };
  if (OUTSIDERS.test(role.name)) {
    const why = 'who is not of the house reads, and of what is told of people their own';
    const scope = isPersonal(entity) ? ('own' as const) : ('all' as const);
    return { ...base, actions: ['read'], scope, source: { from: 'default', why } };
  }
  if (role.signsUp || role.name === 'visitor') {
    return {
      ...base,
      actions: ['read'],
      scope: 'all',
      source: { from: 'default', why: 'who signs up by themselves reads, and changes only what is said' },
    };
  }
  if (spoken.has(role.name))
    return {
      ...base,
      actions: ['read'],
      scope: 'all',
      source: { from: 'default', why: 'the prompt says what this role may change' },
    };
  return {
    ...base,
    actions: EVERYTHING,
    scope: 'all',
    source: { from: 'default', why: 'the prompt does not say what this role may do' },
  };
}

/** Takes away what the prompt denies, or gives to others only. */
function without(
  permission: FoundPermission,
  role: string,
  { denied, exclusive }: { denied: FoundPermission[]; exclusive: FoundPermission[] },
): FoundPermission {
  const taken = new Set<Action>();
  for (const one of denied)
    if (one.role === role && one.entity === permission.entity) for (const action of one.actions) taken.add(action);
  const others = exclusive.filter((one) => one.entity === permission.entity);
  const mine = others.some((one) => one.role === role);
  // "Only managers may delete": nobody else deletes. Reading stays, unless reading is what is kept for them.
  if (!mine)
    for (const one of others)
      for (const action of one.actions) if (action !== 'read' || one.actions.length === 1) taken.add(action);
  if (taken.size === 0) return permission;
  const source =
    denied.find((one) => one.role === role && one.entity === permission.entity)?.source ??
    others[0]?.source ??
    permission.source;
  return {
    ...permission,
    actions: permission.actions.filter((action) => !taken.has(action)),
    source,
    confidence: Math.max(permission.confidence, 0.8),
  };
}
