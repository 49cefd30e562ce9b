import { rightsOf } from '../access.ts';
import type { Discovery } from '../discovery/discovery.ts';
import type { Plan, PlannedEntity } from '../plan.ts';

/** What stands for the source of an element. */
function origin(discovery: Discovery | undefined, entity: PlannedEntity): string {
  const found = discovery?.entities.find(({ name }) => name === entity.name);
  if (!found) return 'stated';
  const { source, confidence } = found;
  const percent = `${Math.round(confidence * 100)} %`;
  if (source.from === 'prompt') return `“${source.text.replace(/\s+/g, ' ')}”, ${percent}`;
  if (source.from === 'archetype') return `assumed: apps of kind ${source.name}, ${percent}`;
  return `assumed, ${percent}`;
}

/** Lines cut at a width, the later ones indented. Widths are characters. */
function wrap(text: string, indent: string, width = 100): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width - indent.length) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.join(`\n${indent}`);
}

/** A plan for people, in the terminal. */
export function printPlan(plan: Plan, discovery: Discovery | undefined, colour: boolean): string {
  const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[0m` : text);
  const dim = (text: string) => (colour ? `\u001b[2m${text}\u001b[0m` : text);
  const out: string[] = [
    `${bold(plan.app.title)}  ${dim(`${(plan.kinds ?? ['app']).join(' and ')}, ${plan.template}`)}`,
  ];
  const section = (title: string, lines: string[]) => {
    if (lines.length > 0) out.push('', bold(title), ...lines);
  };
  section(
    'Entities',
    plan.entities.flatMap((entity) => [
      `  ${entity.label} ${dim(`(${origin(discovery, entity)})`)}`,
      `    ${wrap(entity.fields.map((field) => `${field.name}${field.required ? '!' : ''}: ${field.to ? `${field.type === 'references' ? 'many ' : ''}${field.to}` : field.values ? field.values.join('/') : field.type}`).join(', '), '    ')}`,
      ...(entity.states?.transitions.length
        ? [
            `    ${wrap(`steps: ${entity.states.transitions.map((one) => `${one.from.join('/')} > ${one.to}${one.roles ? ` (${one.roles.join(', ')})` : ''}`).join('; ')}`, '    ')}`,
          ]
        : []),
    ]),
  );
  section(
    'Roles',
    (plan.roles ?? []).map((role) => {
      const may = plan.entities.flatMap((entity) => {
        const rights = Object.entries(entity.permissions ? rightsOf(entity, role.name) : {});
        if (rights.length === 0) return [];
        const own = rights.some(([, scope]) => scope === 'own');
        const what = rights.length === 4 ? 'everything' : rights.map(([action]) => action).join(', ');
        return [`${entity.label}: ${what}${own ? ' of their own' : ''}`];
      });
      return `  ${role.label} ${dim(role.signUp === 'open' ? '(signs up)' : '(is let in)')}  ${wrap(may.join('; '), '    ')}`;
    }),
  );
  section('Asked for beside', plan.capabilities?.map(({ name, serves }) => `  ${name} ${dim(`“${serves}”`)}`) ?? []);
  section(
    'Questions, with the answer taken',
    (plan.questions ?? []).flatMap((question, at) => [
      `  ${at + 1}. ${question.text}`,
      ...question.options.map(
        (option, index) =>
          `     ${index === question.default ? '*' : ' '} ${wrap(option.label, '       ')}${index === question.default ? '' : dim(`  -> ${option.change}`)}`,
      ),
    ]),
  );
  section(
    'Assumed',
    plan.assumptions.map((text) => `  - ${wrap(text, '    ')}`),
  );
  section(
    'Not built',
    plan.notBuilt.map((text) => `  - ${wrap(text, '    ')}`),
  );
  section(
    'Features, in the order that they are built',
    plan.features.map(
      (feature, at) =>
        `  ${at + 1}. ${feature.title} ${dim(`${feature.checks.length} checks`)}  ${wrap(feature.serves, '     ')}`,
    ),
  );
  return `${out.join('\n')}\n`;
}
