import { z } from 'zod';

/** API group and version of every resource of the platform. */
export const GROUP = 'appfactory.dev';
export const VERSION = 'v1alpha1';
export const API_VERSION = `${GROUP}/${VERSION}`;

/** Label on every object that a build causes; its value is the AppBuild's name. */
export const LABEL_APPBUILD = 'appfactory.dev/appbuild';
export const LABEL_TEMPLATE = 'appfactory.dev/template';
/** Label on a sandbox pod: the Sandbox that holds it. Absent on a warm pod that nobody has claimed. */
export const LABEL_SANDBOX = 'appfactory.dev/sandbox';
/** Label on a sandbox pod: the SandboxPool that made it. */
export const LABEL_POOL = 'appfactory.dev/pool';
/** Annotation on an AppBuild: what caused its newest spec, as a W3C traceparent, for whoever follows a build through the programs. */
export const ANNOTATION_TRACEPARENT = 'appfactory.dev/traceparent';
export const LABEL_MANAGED_BY = 'app.kubernetes.io/managed-by';
export const MANAGED_BY = 'appfactory';

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** The part of Kubernetes' ObjectMeta that the platform reads. Times are RFC 3339 strings. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
}

/** A Kubernetes object with typed spec and status. */
export interface Resource<Spec, Status> {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec: Spec;
  status?: Status;
}

export const conditionSchema = z
  .object({
    type: z.string().max(64).describe('Kind of condition, for example Ready.'),
    status: z.enum(['True', 'False', 'Unknown']).describe('Whether the condition holds.'),
    reason: z.string().max(128).describe('One word, for programs.'),
    message: z.string().max(4096).describe('A sentence, for people: what is so and what to do.'),
    observedGeneration: z.int().optional().describe('Generation of the spec that this speaks of.'),
    lastTransitionTime: z.string().meta({ format: 'date-time' }).describe('When the status last changed.'),
  })
  .describe('One observation of the state, after the conventions of kstatus.');
export type Condition = z.infer<typeof conditionSchema>;

export const conditionsSchema = z
  .array(conditionSchema)
  .max(16)
  .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] })
  .describe('What is so now; wait for Ready.');

export const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** A CEL rule for the CRD, to be given to zod's meta(). */
export interface CelRule {
  rule: string;
  message: string;
  /** CEL that gives the message, where it can say more. */
  messageExpression?: string;
  fieldPath?: string;
  reason?: 'FieldValueInvalid' | 'FieldValueForbidden' | 'FieldValueRequired' | 'FieldValueDuplicate';
}

/** Metadata for zod that puts CEL rules into the CRD. */
export function cel(...rules: CelRule[]): { 'x-kubernetes-validations': CelRule[] } {
  return { 'x-kubernetes-validations': rules };
}
