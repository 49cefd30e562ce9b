import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { NoSchemaIntrospectionCustomRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { personOf } from '../accounts/identifyRequest.ts';
import type { RequestContext } from './context.ts';

/**
 * What one request may ask for. Cost counts fields, times the `first` of lists: a page of 500 events with all of their
 * fields is 34,000; the events of each build of a page would be millions.
 */
export const LIMITS = { depth: 12, cost: 100_000, aliases: 15, directives: 20, tokens: 3_000 };

/** Refuses what is too deep, too dear, or says the same thing too often, before it runs. */
export function limits(): Plugin {
  return EnvelopArmorPlugin({
    maxDepth: { enabled: true, n: LIMITS.depth },
    costLimit: { enabled: true, maxCost: LIMITS.cost },
    maxAliases: { enabled: true, n: LIMITS.aliases },
    maxDirectives: { enabled: true, n: LIMITS.directives },
    maxTokens: { enabled: true, n: LIMITS.tokens },
    blockFieldSuggestion: { enabled: true },
  }) as Plugin;
}

/** The schema is for people who are signed in. */
export const introspectionForSignedIn: Plugin = {
  onValidate({ context, addValidationRule }) {
    const { req } = context as Partial<RequestContext>;
    if (!req || !personOf(req)) addValidationRule(NoSchemaIntrospectionCustomRule);
  },
};
