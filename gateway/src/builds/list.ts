import type { AppBuild } from '@appfactory/resources/appBuild';
import type { BuildOrder } from './build.ts';

export interface BuildFilter {
  phases?: string[];
  ready?: boolean;
  template?: string;
  /** Part of the name, the title or the prompt; any case. */
  text?: string;
}

export function matches({ metadata, spec, status }: AppBuild, filter: BuildFilter): boolean {
  const { phases, ready, template, text } = filter;
  if (phases && !phases.includes(status?.phase ?? 'Pending')) return false;
  const isReady = status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
  if (typeof ready === 'boolean' && ready !== isReady) return false;
  if (template && (status?.plan?.template ?? spec.template) !== template) return false;
  if (text) {
    const wanted = text.toLowerCase();
    const said = [metadata.name, metadata.namespace, spec.title, spec.prompt];
    return said.some((part) => part?.toLowerCase().includes(wanted));
  }
  return true;
}

/** Where a build stands in a list of this order: ascending, and no two alike. */
export function placeIn(order: BuildOrder): (build: AppBuild) => string {
  return ({ metadata: { name, namespace = '', creationTimestamp } }) => {
    const key = `${namespace}/${name}`;
    const seconds = Math.floor(Date.parse(creationTimestamp ?? '1970-01-01T00:00:00Z') / 1000);
    switch (order) {
      case 'NAME':
        return `${name} ${key}`;
      case 'OLDEST':
        return `${String(seconds).padStart(12, '0')} ${key}`;
      case 'NEWEST':
        return `${String(999_999_999_999 - seconds).padStart(12, '0')} ${key}`;
    }
  };
}
