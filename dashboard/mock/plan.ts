const field = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  required: false,
  unique: false,
  ...more,
});

const ENTITIES = [
  {
    name: 'Client',
    label: 'Client',
    plural: 'Clients',
    fields: [
      field('name', 'string', { required: true }),
      field('email', 'email', { required: true, unique: true }),
      field('phone', 'phone'),
      field('status', 'enum', { required: true, values: ['Lead', 'Active', 'Former'] }),
    ],
    states: { field: 'status', initial: 'Lead', transitions: [{ name: 'activate', from: ['Lead'], to: 'Active' }] },
    permissions: [{ role: 'staff', actions: ['read', 'create', 'update', 'delete'], scope: 'all' }],
  },
  {
    name: 'Project',
    label: 'Project',
    plural: 'Projects',
    fields: [
      field('name', 'string', { required: true }),
      field('client', 'reference', { to: 'Client', required: true }),
      field('startDate', 'date'),
      field('budget', 'money', { currency: 'USD' }),
    ],
    views: ['table', 'board'],
  },
  {
    name: 'Invoice',
    label: 'Invoice',
    plural: 'Invoices',
    fields: [
      field('number', 'string', { required: true, unique: true }),
      field('project', 'reference', { to: 'Project' }),
      field('amount', 'money', { required: true, currency: 'USD' }),
      field('dueOn', 'date', { required: true }),
      field('status', 'enum', { required: true, values: ['Draft', 'Sent', 'Paid', 'Overdue'] }),
    ],
  },
];

type Entity = { name: string; plural?: string | null; fields: { name: string; to?: string | null }[] };
type Feature = { id: string; entities: string[]; dependsOn: string[] };

const idOf = (entity: string) => `entity-${entity.toLowerCase()}`;

/** The named features as early as what they need lets them be, as the planner has them. */
function ordered<F extends Feature>(features: F[], order: string[] = []): F[] {
  const done: F[] = [];
  const place = (feature: F | undefined) => {
    if (!feature || done.includes(feature)) return;
    for (const id of feature.dependsOn) place(features.find((one) => one.id === id));
    done.push(feature);
  };
  const named = order.map((name) => features.find(({ id, entities }) => id === name || entities.includes(name)));
  for (const feature of [features[0], ...named, ...features]) place(feature);
  return done;
}

/** What the schema fills in. */
function complete({ fields, ...entity }: Entity): Entity {
  const { states, permissions } = entity as { states?: { transitions?: object[] }; permissions?: object[] };
  return {
    ...entity,
    fields: fields.map((one) => ({ required: false, unique: false, ...one })),
    ...(states ? { states: { transitions: [], ...states } } : {}),
    ...(permissions ? { permissions: permissions.map((one) => ({ scope: 'all', ...one })) } : {}),
  };
}

/** A plan of always the same app, with the entities that are given. A field called "wrong" is one. */
export function planOf(prompt = '', spec: Record<string, unknown> = {}) {
  const entities: Entity[] = (spec.entities as Entity[] | undefined)?.map(complete) ?? ENTITIES;
  for (const [at, { fields }] of entities.entries()) {
    const bad = fields.findIndex(({ name }) => name === 'wrong' || !/^[a-z]/.test(name));
    if (bad >= 0) {
      return {
        __typename: 'Failure',
        code: 'INVALID',
        field: `spec.entities[${at}].fields[${bad}].name`,
        message: 'A field’s name begins with a small letter, for example dueDate.',
      };
    }
  }
  const plural = ({ name, plural }: Entity) => plural ?? `${name}s`;
  const kinds = (spec.kinds as string[] | undefined) ?? ['app'];
  const title = (spec.title as string | undefined) ?? 'Agency CRM';
  return {
    __typename: 'AppPlan',
    title,
    description: 'Clients, projects and invoices of an agency.',
    template: 'nextjs-shadcn-fullstack',
    kinds,
    language: 'en',
    entities,
    origins: entities.map(({ name }) => ({
      entity: name,
      from: spec.entities ? 'spec' : 'prompt',
      text: spec.entities ? null : `${name.toLowerCase()}s`,
      confidence: 0.8,
    })),
    roles: spec.roles ?? [{ name: 'staff', label: 'Staff', description: 'works with Client, Project', signUp: 'none' }],
    features: ordered(
      [
        {
          id: 'foundation',
          title: `${title}: name, look, sign-in`,
          entities: [] as string[],
          dependsOn: [] as string[],
          serves: 'Staff sign in.',
          checks: ['a', 'b', 'c'],
        },
        ...entities.map((entity) => ({
          id: idOf(entity.name),
          title: plural(entity),
          entities: [entity.name],
          dependsOn: ['foundation', ...entity.fields.flatMap(({ to }) => (to && to !== entity.name ? [idOf(to)] : []))],
          serves: 'Track clients, projects and invoices.',
          checks: Array.from({ length: 8 }, (_, index) => `check ${index}`),
        })),
        ...kinds
          .filter((kind) => kind !== 'app')
          .map((kind) => ({
            id: kind,
            title: kind === 'landing' ? 'Landing page: welcome' : `Public ${kind}`,
            entities: [],
            dependsOn: ['foundation'],
            serves: 'What everybody sees.',
            checks: ['a', 'b'],
          })),
        {
          id: 'dashboard',
          title: 'Dashboard',
          entities: [],
          dependsOn: ['foundation', ...entities.map(({ name }) => idOf(name))],
          serves: 'Track clients, projects and invoices.',
          checks: ['a'],
        },
      ],
      spec.order as string[] | undefined,
    ),
    assumptions: [
      'Template nextjs-shadcn-fullstack: the only one that keeps rows and signs people in.',
      'Whoever signs up waits until an owner lets them in.',
    ],
    notBuilt: prompt.includes('remind')
      ? ['“remind a week before”: sending mail at a time is not part of this version.']
      : ['Roles (Staff): rights of their own are not part of this version; whoever is let in may do everything.'],
    questions: spec.entities
      ? []
      : [
          {
            id: 'more',
            text: 'Should it keep time entries and contacts too?',
            default: 0,
            options: [
              { label: 'No, only clients, projects, invoices', change: 'Nothing: it is so', effect: null },
              {
                label: 'Yes',
                change: 'Add to the prompt: “Keep time entries, contacts.”',
                effect: { prompt: 'Keep time entries, contacts.' },
              },
            ],
          },
        ],
    checks: 4 + entities.length * 8,
    expected: { seconds: 60 + 10 * (entities.length + 2), builds: spec.entities ? 3 : 0 },
    manifest: `apiVersion: appfactory.dev/v1alpha1\nkind: AppBuild\nmetadata:\n  name: app\nspec:\n  title: ${title}\n  prompt: ${prompt}\n${spec.order ? `  order: [${(spec.order as string[]).join(', ')}]\n` : ''}  entities:\n${entities.map(({ name, fields }) => `    - name: ${name}\n      fields:\n${fields.map((one) => `        - name: ${one.name}\n`).join('')}`).join('')}`,
  };
}
