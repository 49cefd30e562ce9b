import {
  ACTIONS,
  type Action,
  type EntitySpec,
  type PermissionSpec,
  type RoleSpec,
  type Scope,
} from '@appfactory/resources/appBuild';
import { type Rights, rightsOf, ruledRoles } from '../../access.ts';
import { latinOf } from '../../discovery/values/names.ts';
import { singularPhrase } from '../../lexicon/parseNouns.ts';
import { kebabCase, lowerLabel, sentenceCase } from '../../words.ts';
import { type Clause, Refusal, type Rule, type StatedApp, withEntity } from '../change.ts';
import { bare, entityNamed, findRole, labelOf, listed, listOf, manyOf, rolesNamed } from '../names.ts';
import { same } from '../statedApp.ts';
import { ADD, match, REMOVE } from './said.ts';

const VERBS: [RegExp, Action[]][] = [
  [/^(?:see|view|read|look at|access|open|sehen|ansehen|einsehen|lesen)$/i, ['read']],
  [/^(?:create|add|make|enter|write|submit|anlegen|erstellen|hinzufügen)$/i, ['create']],
  [/^(?:edit|change|update|modify|bearbeiten|ändern)$/i, ['update']],
  [/^(?:delete|remove|löschen|entfernen)$/i, ['delete']],
  [/^(?:manage|do everything with|verwalten)$/i, [...ACTIONS]],
];
const VERB =
  '(?:see|view|read|look at|access|open|create|add|make|enter|write|submit|edit|change|update|modify|delete|remove|manage|do everything with)';
const VERB_DE =
  '(?:sehen|ansehen|einsehen|lesen|anlegen|erstellen|hinzufügen|bearbeiten|ändern|löschen|entfernen|verwalten)';
const more = (verb: string, and: string) => `${verb}(?:(?:,\\s*(?:${and})?\\s*|\\s+(?:${and})\\s+)${verb})*`;
const VERB_LIST = more(VERB, 'and|or');
const VERB_LIST_DE = more(VERB_DE, 'und|oder');
const OWN =
  /^(?:only\s+|just\s+|nur\s+)?(?:(?:their|his|her|his or her|the)\s+own|own|those (?:that )?they made|(?:ihre|seine|die)\s*(?:eigenen?)|eigene[nr]?)\s+/i;

const NOBODY = /^(?:nobody|no one|no-one|none|niemand|keiner)$/i;
const OWNERS = /^(?:owners?|admins?|administrators?|inhaber|besitzer)$/i;

const actionsOf = (verbs: string): Action[] => [
  ...new Set(listOf(verbs).flatMap((verb) => VERBS.find(([pattern]) => pattern.test(verb.trim()))?.[1] ?? [])),
];

interface Ruling {
  who: string;
  verbs: string;
  what: string;
  /** only managers can: nobody else. */
  others: boolean;
  not: boolean;
  /** can only read: nothing else. */
  justThat: boolean;
}

function ruling(text: string): Ruling | undefined {
  const said = match(
    text,
    new RegExp(
      `^(?<only>only\\s+)?(?<who>.+?)\\s+(?:(?<not>cannot|can't|can not|may not|must not|mustn't|should not|shouldn't|are not allowed to|is not allowed to|aren't allowed to)|(?:can|may|are allowed to|is allowed to|should be able to|must be able to|should))\\s+(?<just>only\\s+|just\\s+)?(?<verbs>${VERB_LIST})\\s+(?<what>.+)$`,
      'i',
    ),
    new RegExp(
      `^(?<not>don't\\s+|do not\\s+)?(?:let|allow)\\s+(?<only>only\\s+)?(?<who>.+?)\\s+(?:to\\s+)?(?<just>only\\s+)?(?<verbs>${VERB_LIST})\\s+(?<what>.+)$`,
      'i',
    ),
    new RegExp(
      `^(?<only>nur\\s+)?(?<who>.+?)\\s+(?:können|kann|dürfen|darf|sollen|soll)\\s+(?<just>nur\\s+)?(?<what>.+?)\\s+(?<not>nicht\\s+)?(?<verbs>${VERB_LIST_DE})$`,
      'i',
    ),
    /^(?<who>.+?)\s+(?:see|sees)\s+(?<just>only\s+)(?<what>.+)$/i,
    /^(?<who>.+?)\s+(?:sehen|sieht)\s+(?<just>nur\s+)(?<what>.+)$/i,
  );
  if (!said) return undefined;
  const what = said.what ?? '';
  const negated = /^(?:no|keine?[nr]?)\s+/i.exec(what);
  return {
    who: said.who ?? '',
    verbs: said.verbs ?? 'see',
    what: negated ? what.slice(negated[0].length) : what,
    others: said.only !== undefined,
    not: said.not !== undefined || negated !== null,
    justThat: said.just !== undefined,
  };
}

/** Permissions of a role from its rights. */
function permissionsOf(role: string, rights: Rights): PermissionSpec[] {
  return (['all', 'own'] as const).flatMap((scope) => {
    const actions = ACTIONS.filter((action) => rights[action] === scope);
    return actions.length > 0 ? [{ role, actions, scope }] : [];
  });
}

/** The entity with every role's rights said. */
function withRights(app: StatedApp, entity: EntitySpec, change: (role: string, rights: Rights) => Rights): EntitySpec {
  const ruled = ruledRoles(app.roles.map((role) => ({ ...role, label: labelOf(role), description: '' })));
  const stated = ruled.flatMap((role) => permissionsOf(role, change(role, rightsOf(entity, role))));
  const others = (entity.permissions ?? []).filter(({ role }) => !ruled.includes(role));
  const permissions = [...others, ...stated];
  // Nothing at all would mean that everybody may do everything.
  return {
    ...entity,
    permissions: permissions.length > 0 ? permissions : [{ role: 'member', actions: [], scope: 'all' }],
  };
}

function without(rights: Rights, actions: Action[]): Rights {
  // Who does not see a row does not change it either.
  const gone = new Set<Action>(actions.includes('read') ? ACTIONS : actions);
  return Object.fromEntries(
    ACTIONS.flatMap((action) => (rights[action] && !gone.has(action) ? [[action, rights[action]]] : [])),
  );
}

function granted(rights: Rights, actions: Action[], scope: Scope, justThat: boolean): Rights {
  const base: Rights = { ...rights };
  if (justThat) for (const action of ACTIONS) if (!actions.includes(action)) delete base[action];
  for (const action of actions) base[action] = action === 'create' ? 'all' : scope;
  if (scope === 'own')
    for (const action of ['read', 'update', 'delete'] as const)
      if (base[action] && (actions.includes('read') || actions.includes(action))) base[action] = 'own';
  return base;
}

const permit: Rule = {
  example: 'customers can only see their own orders',
  read(clause) {
    const said = ruling(clause.text);
    if (!said) return undefined;
    const { not, others } = said;
    const isOwn = OWN.test(said.what);
    const justThat = said.justThat && !isOwn;
    const scope: Scope = isOwn ? 'own' : 'all';
    const actions = actionsOf(said.verbs);
    // Of those whose rights can be said: an owner may always do everything.
    const nobody = NOBODY.test(said.who.trim()) || (others && !not && OWNERS.test(bare(said.who)));
    const roles = nobody ? [] : rolesNamed(clause.app, said.who);
    if (nobody) clause.note('An owner of the app may always do everything.');
    let { app } = clause;
    const asBefore: string[] = [];
    for (const phrase of listOf(said.what.replace(OWN, ''))) {
      const entity = entityNamed({ ...clause, app }, phrase);
      if (entity.permissions === undefined && !nobody && !not && !others && !justThat && !isOwn) {
        throw new Refusal(
          `${listed(roles.map((role) => labelOf(app.roles.find(({ name }) => name === role) ?? { name: role })))} may do that already: nobody is limited with ${lowerLabel(manyOf(entity))}.`,
        );
      }
      const after = withRights(app, entity, (role, rights) => {
        if (roles.includes(role)) return not ? without(rights, actions) : granted(rights, actions, scope, justThat);
        return nobody || (others && !not) ? without(rights, actions) : rights;
      });
      if (same(after.permissions, entity.permissions)) asBefore.push(manyOf(entity));
      else app = withEntity(app, after);
    }
    if (app === clause.app) throw new Refusal(`It is so already for ${listed(asBefore)}.`);
    if (clause.app.roles.length === 0)
      clause.note('It holds for everybody who is let in; an owner may always do everything.');
    return app;
  },
};

function newRole(clause: Clause, phrase: string): RoleSpec {
  const said = singularPhrase(bare(phrase).toLowerCase());
  const name = kebabCase(latinOf(said)).slice(0, 30);
  if (!/^[a-z][a-z0-9-]*$/.test(name) || said.split(/\s+/).length > 3)
    throw new Refusal(`“${bare(phrase)}” is no name of a role.`);
  if (['owner', 'member', 'visitor', 'pending'].includes(name))
    throw new Refusal('Every app has owner, member and visitor already: choose another name.');
  if (findRole(clause.app, said)) throw new Refusal(`There is a role “${said}” already.`);
  if (clause.app.roles.length >= 12) throw new Refusal('An app has at most 12 roles.');
  const label = said.charAt(0).toUpperCase() + said.slice(1);
  return { name, ...(label === sentenceCase(name) ? {} : { label }), signUp: 'none' };
}

const addRole: Rule = {
  example: 'add a role accountant',
  read(clause) {
    const what = ADD(clause.text);
    if (what === undefined) return undefined;
    const said = match(
      what,
      /^(?:an?\s+|the\s+|die\s+|eine\s+)?(?:new\s+|neue\s+)?(?:roles?|rollen?)\s+(?:called\s+|named\s+|for\s+|of\s+|namens\s+|für\s+)?(?<name>.+)$/i,
      /^(?<name>.+?)\s+as\s+(?:an?\s+)?(?:new\s+)?roles?$/i,
      /^(?:an?\s+|eine\s+)?(?<name>.+?)[\s-]+(?:role|rolle)$/i,
      /^(?<name>.+?)\s+als\s+(?:neue\s+)?rollen?$/i,
    );
    if (!said) return undefined;
    const roles = listOf(said.name ?? '').map((name) => newRole(clause, name));
    const app = { ...clause.app, roles: [...clause.app.roles, ...roles] };
    const ruled = app.entities.filter(({ permissions }) => permissions);
    if (ruled.length > 0) {
      clause.note(
        `${listed(roles.map(labelOf))} may do nothing with ${ruled.map((entity) => lowerLabel(manyOf(entity))).join(', ')} until you say what: for example “${lowerLabel(labelOf(roles[0] ?? { name: '' }))}s can see ${lowerLabel(manyOf(ruled[0] as EntitySpec))}”.`,
      );
    }
    clause.note('An owner gives a role on the People page.');
    return app;
  },
};

const removeRole: Rule = {
  example: 'remove the role accountant',
  read(clause) {
    const what = REMOVE(clause.text)?.replace(/^(?:the\s+|die\s+)?(?:role|rolle)\s+/i, '');
    const role = what === undefined ? undefined : findRole(clause.app, what);
    if (!role) return undefined;
    const stays = ({ role: of }: PermissionSpec) => of !== role.name;
    const entities = clause.app.entities.map((entity): EntitySpec => {
      const { permissions, states, ...rest } = entity;
      const transitions = states?.transitions.map(({ roles, ...step }) => {
        const left = roles?.filter((name) => name !== role.name);
        return roles === undefined ? step : { ...step, roles: left?.length ? left : ['owner'] };
      });
      const left = permissions?.filter(stays);
      return {
        ...rest,
        ...(permissions ? { permissions: left?.length ? left : [{ role: 'member', actions: [], scope: 'all' }] } : {}),
        ...(states ? { states: { ...states, transitions: transitions ?? [] } } : {}),
      };
    });
    const roles = clause.app.roles
      .filter(({ name }) => name !== role.name)
      .map(({ givenBy, ...one }) => {
        const by = givenBy?.filter((name) => name !== role.name);
        return { ...one, ...(by?.length ? { givenBy: by } : {}) };
      });
    clause.note(`Whoever is ${lowerLabel(labelOf(role))} waits until an owner gives them another role.`);
    return { ...clause.app, roles, entities };
  },
};

const renameRole: Rule = {
  example: 'rename the role staff to “Team”',
  read(clause) {
    const said = match(
      clause.text,
      /^rename\s+(?:the\s+)?role\s+(?<what>.+?)\s+(?:to|as|into)\s+(?<to>.+)$/i,
      /^rename\s+(?<what>.+?)\s+(?:to|as|into)\s+(?<to>.+)$/i,
      /^benenne\s+(?:die\s+)?rolle\s+(?<what>.+?)\s+(?:in|zu)\s+(?<to>.+?)\s+um$/i,
    );
    const role = said && findRole(clause.app, said.what ?? '');
    if (!said || !role) return undefined;
    const to = bare(said.to ?? '');
    if (to === '' || to.length > 60) throw new Refusal('A name that people read has 1 to 60 characters.');
    const label = to.charAt(0).toUpperCase() + to.slice(1);
    return { ...clause.app, roles: clause.app.roles.map((one) => (one.name === role.name ? { ...one, label } : one)) };
  },
};

const signUp: Rule = {
  example: 'anybody can sign up',
  read(clause) {
    const said = match(
      clause.text,
      /^(?:let\s+)?(?:anybody|anyone|everybody|everyone|people|users)\s+(?:(?:can|may|should be able to)\s+)?(?<open>sign up|register|join)(?:\s+without\s+(?:an?\s+)?approval)?(?:\s+as\s+(?:an?\s+)?(?<role>.+))?$/i,
      /^(?<open>open)\s+(?:the\s+)?(?:sign-?\s?ups?|registrations?)(?:\s+(?:to|for)\s+(?:everybody|everyone|anybody|anyone))?$/i,
      /^(?:new\s+)?(?:people|users|members|sign-?\s?ups?|registrations?)\s+(?:need|require|must have|need to have)\s+(?:an?\s+)?approval$/i,
      /^(?:new\s+)?(?:people|users|members|sign-?\s?ups?|registrations?)\s+(?:must|should|have to|need to)\s+be\s+approved(?:\s+by\s+an?\s+owner)?$/i,
      /^close\s+(?:the\s+)?(?:sign-?\s?ups?|registrations?)$/i,
      /^(?:nobody|no one)\s+(?:can|may)\s+(?:sign up|register|join)\s+without\s+(?:an?\s+)?approval$/i,
      /^(?:an?\s+)?owners?\s+(?:must\s+)?(?:approves?|lets?)\s+(?:new\s+)?(?:people|users|members|everybody|everyone)(?:\s+in)?$/i,
      /^jeder\s+(?:kann|darf)\s+sich\s+(?<open>registrieren|anmelden)(?:\s+als\s+(?<role>.+))?$/i,
      /^neue\s+(?:nutzer|benutzer|mitglieder)\s+brauchen\s+eine\s+freigabe$/i,
    );
    if (!said) return undefined;
    const { app } = clause;
    if (said.role !== undefined) {
      const role = findRole(app, said.role);
      if (!role)
        throw new Refusal(
          `This app has no role “${bare(said.role)}”: say “add a role ${bare(said.role).toLowerCase()}” first.`,
        );
      if (role.signUp === 'open') throw new Refusal('It is so already.');
      return { ...app, roles: app.roles.map((one) => (one.name === role.name ? { ...one, signUp: 'open' } : one)) };
    }
    const way = said.open === undefined ? 'approval' : 'open';
    if (app.signUp === way) throw new Refusal('It is so already.');
    return { ...app, signUp: way };
  },
};

export const PEOPLE_RULES: Rule[] = [signUp, addRole, removeRole, renameRole, permit];
