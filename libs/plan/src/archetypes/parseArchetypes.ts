import { type Action, APP_KINDS, type AppKind, type Scope } from '@appfactory/resources/appBuild';

/** What a role may do with the rows of one entity of the lexicon. */
export interface Grant {
  entity: string;
  actions: Action[];
  scope: Scope;
}

export interface ArchetypeRole {
  name: string;
  label: string;
  german: string;
  grants: Grant[];
  signsUp: boolean;
}

/** What apps of one domain usually have. Names of entities are those of the lexicon. */
export interface Archetype {
  name: string;
  kind: AppKind;
  /** Words and phrases that speak for it, lower case. */
  english: string[];
  german: string[];
  /** Entities that nearly every app of this domain keeps, most important first. */
  core: string[];
  /** Entities that many of them keep: offered, never added unasked. */
  extra: string[];
  roles: ArchetypeRole[];
  capabilities: string[];
}

const GRANTS: Record<string, { actions: Action[]; scope: Scope }> = {
  all: { actions: ['read', 'create', 'update', 'delete'], scope: 'all' },
  read: { actions: ['read'], scope: 'all' },
  edit: { actions: ['read', 'update'], scope: 'all' },
  own: { actions: ['read', 'create', 'update', 'delete'], scope: 'own' },
};

const list = (text: string) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

function parseRole(text: string): ArchetypeRole {
  const [name = '', labels = '', grants = '', signsUp = ''] = text.split('|').map((part) => part.trim());
  const [label = name, german = label] = list(labels);
  return {
    name,
    label,
    german,
    grants: grants.split(';').flatMap((grant) => {
      const [verb = '', ...entities] = grant.trim().split(/\s+/);
      const meaning = GRANTS[verb];
      if (!meaning) throw new Error(`archetype role "${name}": "${verb}" is none of ${Object.keys(GRANTS).join(', ')}`);
      return entities.map((entity) => ({ entity, ...meaning }));
    }),
    signsUp: signsUp === 'signs up',
  };
}

function isKind(text: string | undefined): text is AppKind {
  return (APP_KINDS as readonly (string | undefined)[]).includes(text);
}

/**
 * Archetypes, parted by blank lines:
 *
 *     archetype salon: app                      name and kind of app
 *     en: salon, barber                         words of prompts that speak for it
 *     de: Friseur
 *     keeps: Customer, Service                  entities of the lexicon that nearly every such app has
 *     may keep: Payment                         entities that many have
 *     role staff | Staff, Mitarbeiter | all Appointment; read Service      all, edit, read, or own (rows that they made)
 *     role customer | Customer, Kunde | own Appointment | signs up         gets in without being let in
 *     can: calendar, notify                     capabilities (../discovery/capabilities.ts)
 *
 * @throws Error for a line that cannot be read
 */
export function parseArchetypes(text: string): Archetype[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const archetype: Archetype = {
        name: '',
        kind: 'app',
        english: [],
        german: [],
        core: [],
        extra: [],
        roles: [],
        capabilities: [],
      };
      for (const line of block.split('\n')) {
        const [, key = '', value = ''] = /^(archetype|en|de|keeps|may keep|role|can):?\s+(.+)$/.exec(line.trim()) ?? [];
        if (key === 'archetype') {
          const [name = '', kind] = value.split(':').map((part) => part.trim());
          if (!isKind(kind)) throw new Error(`archetype "${name}": no kind "${kind ?? ''}"`);
          archetype.name = name;
          archetype.kind = kind;
        } else if (key === 'en') archetype.english = list(value.toLowerCase());
        else if (key === 'de') archetype.german = list(value.toLowerCase());
        else if (key === 'keeps') archetype.core = list(value);
        else if (key === 'may keep') archetype.extra = list(value);
        else if (key === 'can') archetype.capabilities = list(value);
        else if (key === 'role') archetype.roles.push(parseRole(value));
        else throw new Error(`archetype "${archetype.name}": cannot read "${line}"`);
      }
      return archetype;
    });
}
