/** An agency with clients, for the stand-in gateway. Shapes are those of gateway/schema.graphql. */

import { mockKeys } from './keys.ts';

type Role = 'owner' | 'member' | 'viewer';
type Limits = { builds: number; pods: number; cpu: string; memory: string; storage: string };
type Look = { name?: string | null; logo?: string | null; colours?: object | null } | null;

const LIMITS: Limits = { builds: 100, pods: 60, cpu: '16', memory: '64Gi', storage: '200Gi' };
const START = Date.parse('2026-11-01T09:00:00Z');
const day = (number: number) => new Date(START + number * 86_400_000).toISOString();
const failure = (code: string, message: string, field?: string) => ({ __typename: 'Failure', code, message, field });

const member = (name: string, displayName: string, role: Role, joined: number) => ({
  __typename: 'Member',
  name,
  displayName,
  role,
  signsIn: true,
  joinedAt: day(joined),
});

interface MockTenant {
  name: string;
  displayName: string;
  agency: string | null;
  role: Role;
  own: Look;
  budget: Limits;
  spendingLimit: string | null;
  retentionDays: number | null;
  historySince: string | null;
  members: ReturnType<typeof member>[];
  builds: string[];
  deleting: boolean;
  created: number;
}

const tenant = (name: string, displayName: string, more: Partial<MockTenant> = {}): MockTenant => ({
  name,
  displayName,
  agency: null,
  role: 'owner',
  own: null,
  budget: LIMITS,
  spendingLimit: null,
  retentionDays: null,
  historySince: null,
  members: [],
  builds: [],
  deleting: false,
  created: 0,
  ...more,
});

const makeTenants = () => [
  tenant('acme', 'Acme Web', {
    own: { name: 'Acme Studio', logo: null, colours: { accent: '#0f766e', background: null } },
    members: [member('ada', 'Ada Byron', 'owner', 0), member('max', 'Max Muster', 'member', 4)],
    builds: ['acme-site', 'time-sheets'],
    spendingLimit: '500',
  }),
  tenant('bakery', 'Bakery Sunrise', {
    agency: 'acme',
    budget: { ...LIMITS, builds: 5 },
    spendingLimit: '60',
    members: [member('ben', 'Ben Baker', 'viewer', 8)],
    builds: ['order-book'],
    created: 6,
  }),
  tenant('florist', 'Florist at the Bridge', { agency: 'acme', role: 'viewer', created: 9 }),
];

/** What the stand-in gateway answers of tenants. What goes wrong is caused by the name `taken`, and values that are none. */
export function mockTenants() {
  let tenants = makeTenants();
  const keys = mockKeys();
  const find = (name: string) => tenants.find((one) => one.name === name);
  const clientsOf = (agency: string) => tenants.filter((one) => one.agency === agency).map(({ name }) => name);
  const shown = (one: MockTenant) => {
    const agency = one.agency ? find(one.agency) : undefined;
    const isOwner = one.role === 'owner';
    return {
      __typename: 'Tenant',
      ...one,
      plan: 'standard',
      ready: !one.deleting,
      message: one.deleting ? `Deleting the tenant "${one.name}" takes away 1 build (order-book).` : null,
      createdAt: day(one.created),
      buildCount: one.builds.length,
      memberCount: one.members.length,
      mayChange: isOwner,
      mayLimit: isOwner && one.agency !== null,
      whiteLabel: one.own ?? agency?.own ?? null,
      whiteLabelOf: one.own ? one.name : agency?.own ? agency.name : null,
      members: isOwner ? one.members : null,
      keyring: isOwner ? keys.keyring(one.name) : null,
      deletion: isOwner
        ? {
            builds: one.builds,
            releases: one.builds.slice(0, 1),
            members: one.members.map(({ name }) => name),
            volumesGone: [],
            volumesKept: one.builds.slice(0, 1),
            clients: clientsOf(one.name),
          }
        : null,
    };
  };
  const missing = (name: string) => failure('NOT_FOUND', `There is no tenant "${name}".`, 'name');
  return {
    clientsOf,
    Query: {
      tenants: () => tenants.map(shown),
      tenant: (_: unknown, { name }: { name: string }) => {
        const found = find(name);
        return found ? shown(found) : null;
      },
    },
    Mutation: {
      ...keys.Mutation,
      createTenant: (_: unknown, { input }: { input: { name: string; displayName: string; agency?: string } }) => {
        if (input.name === 'taken') {
          return failure('EXISTS', 'tenants.appfactory.dev "taken" already exists: choose another name.', 'name');
        }
        const made = tenant(input.name, input.displayName, { agency: input.agency ?? null });
        tenants = [...tenants, made];
        return shown(made);
      },
      changeTenant: (
        _: unknown,
        {
          input,
        }: {
          input: {
            name: string;
            displayName?: string;
            budget?: Partial<Limits>;
            spendingLimit?: string | null;
            retentionDays?: number | null;
            whiteLabel?: (Look & { logo?: string }) | null;
          };
        },
      ) => {
        const found = find(input.name);
        if (!found) return missing(input.name);
        if (input.whiteLabel?.logo?.startsWith('http:')) {
          return failure('INVALID', 'The address of a picture begins with https://.', 'whiteLabel.logo');
        }
        if ((input.budget?.builds ?? 0) > LIMITS.builds) {
          const why = '"acme" itself has 100 apps: a client has no more than its agency.';
          return failure('INVALID', why, 'budget.builds');
        }
        if (input.spendingLimit && !/^\d+(\.\d{1,6})?$/.test(input.spendingLimit)) {
          const why =
            'an amount of money is a decimal number without a sign or a currency, with at most 6 digits behind the point, for example 250 or 0.125';
          return failure('INVALID', why, 'spendingLimit');
        }
        if (input.retentionDays === 3000)
          return failure('INVALID', 'Too big: expected number to be <=2000', 'retentionDays');
        if (input.retentionDays !== undefined) {
          found.retentionDays = input.retentionDays;
          const first = Math.floor(Date.now() / 86_400_000 - (input.retentionDays ?? 0)) * 86_400_000;
          if (input.retentionDays) found.historySince = new Date(first).toISOString();
        }
        if (input.spendingLimit !== undefined) found.spendingLimit = input.spendingLimit;
        if (input.displayName) found.displayName = input.displayName;
        if (input.budget) found.budget = { ...found.budget, ...input.budget };
        if (input.whiteLabel !== undefined) found.own = input.whiteLabel;
        return shown(found);
      },
      deleteTenant: (_: unknown, { input }: { input: { name: string; confirm: string } }) => {
        const found = find(input.name);
        if (!found) return missing(input.name);
        found.deleting = true;
        return { __typename: 'DeletedTenant', name: input.name };
      },
      inviteMember: (
        _: unknown,
        { input }: { input: { tenant: string; name: string; displayName?: string; role: Role } },
      ) => {
        const found = find(input.tenant);
        if (!found) return missing(input.tenant);
        if (input.name === 'taken' || found.members.some(({ name }) => name === input.name)) {
          const why = `There is an account "${input.name}@${input.tenant}" already: choose another name.`;
          return failure('EXISTS', why, 'name');
        }
        const made = member(input.name, input.displayName ?? input.name, input.role, 20);
        found.members = [...found.members, made];
        return {
          __typename: 'Invitation',
          member: made,
          link: 'http://127.0.0.1:4010/sign-in?link=4Kq0-a-link-that-is-shown-once-Zx81pT',
          expiresAt: day(37),
        };
      },
      changeMemberRole: (
        _: unknown,
        { member: ref, role }: { member: { tenant: string; name: string }; role: Role },
      ) => {
        const members = find(ref.tenant)?.members ?? [];
        const found = members.find(({ name }) => name === ref.name);
        if (!found) return failure('NOT_FOUND', `There is no member "${ref.name}".`, 'name');
        const owners = members.filter((one) => one.role === 'owner');
        if (role !== 'owner' && owners.length === 1 && owners[0] === found) {
          const why = `"${ref.name}" is the last owner: make somebody else an owner first.`;
          return failure('INVALID', why, 'name');
        }
        found.role = role;
        return found;
      },
      removeMember: (_: unknown, { member: ref }: { member: { tenant: string; name: string } }) => {
        const found = find(ref.tenant);
        if (!found) return missing(ref.tenant);
        found.members = found.members.filter(({ name }) => name !== ref.name);
        return { __typename: 'Done', done: true };
      },
    },
  };
}
