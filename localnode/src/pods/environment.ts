import type { Container, EnvVar, Pod } from '../kubernetes.ts';
import { fieldValue, type PodFacts, resourceValue } from './downward.ts';
import { ConfigError, type Sources } from './sources.ts';

/**
 * A container's environment, built from nothing: what this program runs with never leaks into pods. Later entries win:
 * `base` (image, node), envFrom, env.
 */
export async function buildEnvironment(
  pod: Pod,
  container: Container,
  base: ReadonlyMap<string, string>,
  facts: PodFacts,
  sources: Sources,
): Promise<Map<string, string>> {
  const env = new Map(base);
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const values = configMapRef
      ? await sources.configMap(configMapRef.name, configMapRef.optional)
      : secretRef && (await sources.secret(secretRef.name, secretRef.optional));
    for (const [key, value] of values ?? []) env.set(prefix + key, value.toString('utf8'));
  }
  for (const variable of container.env ?? []) {
    const value = await variableValue(pod, container, variable, env, facts, sources);
    if (value !== undefined) env.set(variable.name, value);
  }
  return env;
}

async function variableValue(
  pod: Pod,
  container: Container,
  { name, value, valueFrom }: EnvVar,
  env: ReadonlyMap<string, string>,
  facts: PodFacts,
  sources: Sources,
): Promise<string | undefined> {
  if (!valueFrom) return expand(value ?? '', env);
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const selector = configMapKeyRef ?? secretKeyRef;
  if (selector) {
    const read = configMapKeyRef ? sources.configMap : sources.secret;
    const values = await read.call(sources, selector.name, selector.optional);
    const found = values?.get(selector.key);
    if (found === undefined && !selector.optional) {
      const kind = configMapKeyRef ? 'ConfigMap' : 'Secret';
      throw new ConfigError(`couldn't find key ${selector.key} in ${kind} ${pod.metadata.namespace}/${selector.name}`);
    }
    return found?.toString('utf8');
  }
  const known = fieldRef
    ? fieldValue(pod, fieldRef, facts)
    : resourceFieldRef && resourceValue(pod, resourceFieldRef, container.name, facts);
  if (known === undefined) throw new ConfigError(`environment variable "${name}" names a field that is not known here`);
  return known;
}

/** Replaces $(NAME) by what is known; $$(NAME) stays as $(NAME), and so does an unknown name. */
export function expand(text: string, env: ReadonlyMap<string, string>): string {
  return text.replace(/\$\$|\$\(([^()]+)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (env.get(name) ?? whole),
  );
}
