import { z } from 'zod';
import { type KindDefinition, kinds } from './kinds.ts';
import { GROUP, VERSION } from './meta.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const DROPPED = new Set(['$schema', 'propertyNames', 'id']);

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** zod's JSON Schema (draft 2020) to the structural subset that a CRD may hold. */
export function toStructural(schema: JsonObject): JsonObject {
  const out: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (DROPPED.has(key)) continue;
    if (key === 'properties' && isObject(value)) {
      out[key] = Object.fromEntries(
        Object.entries(value).map(([name, child]) => [name, toStructural(child as JsonObject)]),
      );
    } else if (key === 'items' && isObject(value)) {
      out[key] = toStructural(value);
    } else if (key === 'additionalProperties') {
      // A closed object is what a structural schema is anyway: unknown fields are pruned, or refused by kubectl.
      if (isObject(value)) out[key] = toStructural(value);
    } else if ((key === 'maximum' || key === 'minimum') && Math.abs(value as number) === Number.MAX_SAFE_INTEGER) {
    } else {
      out[key] = value;
    }
  }
  if (out.type === 'integer') out.format = 'int64';
  return out;
}

function structuralOf(type: z.ZodType): JsonObject {
  return toStructural(z.toJSONSchema(type, { io: 'input', unrepresentable: 'throw', reused: 'inline' }) as JsonObject);
}

/** The CustomResourceDefinition of one kind. */
export function crdOf(definition: KindDefinition): JsonObject {
  const { kind, plural, singular, shortNames, scope, columns, rules, scale } = definition;
  const schema: JsonObject = {
    type: 'object',
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: structuralOf(definition.spec),
      status: structuralOf(definition.status),
    },
  };
  if (rules) schema['x-kubernetes-validations'] = rules.map((rule) => ({ ...rule }));
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      names: { kind, listKind: `${kind}List`, plural, singular, shortNames, categories: ['appfactory'] },
      scope,
      versions: [
        {
          name: VERSION,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          subresources: {
            status: {},
            ...(scale && {
              scale: {
                specReplicasPath: scale.spec,
                statusReplicasPath: scale.status,
                labelSelectorPath: scale.selector,
              },
            }),
          },
          additionalPrinterColumns: columns.map((column) => ({ ...column })),
        },
      ],
    },
  };
}

/** Every CRD of the platform, by the name of its file in crds/. */
export function allCrds(): Map<string, JsonObject> {
  return new Map(kinds.map((definition) => [`${definition.plural}.yaml`, crdOf(definition)]));
}
