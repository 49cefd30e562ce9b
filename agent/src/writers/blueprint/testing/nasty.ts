import { type AppBuildSpec, appBuildSpecSchema } from '@appfactory/resources/appBuild';

/** Names that mean something to TypeScript, JavaScript, React, Next.js, SQL, the template or the generated code. */
const NAMES = [
  'Order',
  'default',
  'api',
  'class',
  'new',
  'edit',
  'Object',
  'Promise',
  'Array',
  'React',
  'Table',
  'Form',
  'Page',
  'Record',
  'Id',
  'Detail',
  'Field',
  'Error',
  'Group',
  'Select',
  'File',
  'Sample',
  'Equipment',
  'Setting',
  'Dashboard',
  'Client',
  'Clients',
];

const HOSTILE = `"q" 'q' <b>b</b> & \${x} \\ \`t\` */ --> {y} 🎉 مرحبا`;
const PROPERTIES = [
  'class',
  'default',
  'nodeName',
  'root',
  'key',
  'length',
  'q',
  'sort',
  'page',
  'row',
  'field',
  'db',
  'eq',
  'then',
  'await',
  'type',
  'name',
  'order',
  'where',
  'select',
  'children',
  'form',
  'control',
  'label',
  'createdat',
  'rowid',
];

const string = (name: string) => ({ name, type: 'string' as const });

/** A spec of 40 entities in which everything that can be is called like something else. */
export function nastySpec(): AppBuildSpec {
  const plain = NAMES.map((name, index) => ({
    name,
    fields: [
      { ...string('name'), required: true },
      { name: 'owner', type: 'reference', to: NAMES[(index + 5) % 7] },
      { name: 'state', type: 'enum', values: ['a', 'b'] },
    ],
  }));
  return appBuildSpecSchema.parse({
    title: HOSTILE.slice(0, 60),
    entities: [
      ...plain,
      { name: 'Properties', fields: PROPERTIES.map(string) },
      {
        name: 'Loud',
        label: HOSTILE,
        plural: HOSTILE,
        description: HOSTILE,
        fields: [
          { ...string('name'), label: HOSTILE, help: HOSTILE, required: true, unique: true },
          {
            name: 'choice',
            type: 'enum',
            label: HOSTILE,
            required: true,
            values: [
              "it's",
              '"quoted"',
              '\\back',
              '\u0024{x}',
              'line\nbreak',
              '*/',
              '--> statement-breakpoint',
              '🎉',
              'مرحبا',
              '\u202eevil',
            ],
          },
        ],
      },
      {
        name: 'Left',
        fields: [
          { ...string('name'), required: true },
          { name: 'right', type: 'reference', to: 'Right', required: true },
        ],
      },
      {
        name: 'Right',
        fields: [
          { ...string('name'), required: true },
          { name: 'left', type: 'reference', to: 'Left', required: true },
          { name: 'loud', type: 'reference', to: 'Loud' },
        ],
      },
      {
        name: 'Tree',
        fields: [
          { ...string('name'), required: true },
          { name: 'parent', type: 'reference', to: 'Tree', required: true },
          { name: 'other', type: 'reference', to: 'Tree' },
        ],
      },
      {
        name: 'Link',
        fields: [
          { name: 'from', type: 'reference', to: 'Tree', required: true },
          { name: 'to', type: 'reference', to: 'Tree', required: true },
        ],
      },
      {
        name: 'LinkNote',
        fields: [
          { name: 'link', type: 'reference', to: 'Link', required: true },
          { name: 'linkId', type: 'text' },
        ],
      },
      { name: 'Flag', fields: [{ name: 'on', type: 'boolean' }] },
      { name: 'Amount', fields: [{ name: 'value', type: 'money', required: true, unique: true, currency: 'JPY' }] },
      {
        name: 'Day',
        fields: [
          { name: 'date', type: 'date', required: true, unique: true },
          { name: 'flag', type: 'reference', to: 'Flag' },
        ],
      },
      {
        name: 'Moment',
        fields: [
          { name: 'at', type: 'datetime' },
          { name: 'amount', type: 'reference', to: 'Amount', unique: true },
        ],
      },
      {
        name: 'Figure',
        fields: [
          { name: 'number', type: 'integer', unique: true },
          { name: 'ratio', type: 'number', unique: true },
          { name: 'moment', type: 'reference', to: 'Moment' },
          { name: 'day', type: 'reference', to: 'Day' },
        ],
      },
      {
        name: 'Everything',
        fields: [
          { name: 'address', type: 'url', required: true },
          { name: 'mail', type: 'email', unique: true },
          { name: 'body', type: 'text', required: true },
          { name: 'status', type: 'enum', values: ['x'] },
          { name: 'figure', type: 'reference', to: 'Figure', required: true },
          { name: 'list', type: 'enum', values: ['x', 'y'] },
          { name: 'when', type: 'datetime', required: true },
          { name: 'sum', type: 'money', required: true },
          { name: 'on', type: 'date', required: true },
          { name: 'initial', type: 'image', label: HOSTILE, help: HOSTILE, required: true },
          { name: 'heldFiles', type: 'file', unique: true },
        ],
      },
    ],
  });
}

const many = (to: string, index: number) => ({
  name: index % 2 ? 'links' : 'constructorOf',
  label: HOSTILE.slice(0, 80),
  type: 'references',
  to,
  required: index % 4 === 0,
});

/** The same, with roles, rules and states that are called like something else. */
export function nastyRules(): AppBuildSpec {
  const spec = nastySpec();
  const roles = ['constructor', 'class', 'a-1'].map((name) => ({
    name,
    label: HOSTILE.slice(0, 80),
    description: HOSTILE,
  }));
  const steps = ['delete', 'constructor', 'create'].map((name) => ({ name, label: HOSTILE, from: ['a'], to: 'b' }));
  const all = spec.entities ?? [];
  const entities = all.map((entity, index) => ({
    ...entity,
    fields: [...entity.fields, ...(index % 3 === 1 ? [many(all[(index * 7 + 3) % 39]?.name ?? '', index)] : [])],
    ...(entity.fields.some((field) => field.name === 'state')
      ? { states: { field: 'state', initial: index % 2 ? 'a' : 'b', transitions: index % 3 ? steps : [] } }
      : {}),
    ...(index % 4 === 0
      ? {}
      : {
          permissions: [
            { role: 'class', actions: ['create', 'update'], scope: index % 3 ? 'own' : 'all' },
            { role: 'constructor', actions: ['read'] },
            { role: 'a-1', actions: [] },
          ],
        }),
  }));
  const alone = {
    name: 'Lonely',
    fields: [
      { name: 'state', type: 'enum', values: ['a', 'b'] },
      { name: 'createdBy', type: 'reference', to: 'Order' },
      { name: 'alike', type: 'references', to: 'Lonely', required: true },
      { name: 'flags', type: 'references', to: 'Flag' },
      { name: 'moments', type: 'references', to: 'Moment' },
      { name: 'trees', type: 'references', to: 'Link' },
    ],
    states: { field: 'state', transitions: [{ name: 'step', from: ['a'], to: 'b', roles: ['class'] }] },
    permissions: [{ role: 'class', actions: ['create'] }],
  };
  return appBuildSpecSchema.parse({
    ...spec,
    roles: roles.map((role, index) => ({ ...role, signUp: index < 2 ? 'open' : 'none', givenBy: ['class'] })),
    entities: [...entities.slice(0, 39), alone],
  });
}
