import type { z } from 'zod';
import { appBuildSpecSchema, appBuildStatusSchema } from './appBuild.ts';
import { appTemplateSpecSchema, appTemplateStatusSchema } from './appTemplate.ts';
import { billingPlanSpecSchema, billingPlanStatusSchema } from './billingPlan.ts';
import { dataExportSpecSchema, dataExportStatusSchema } from './dataExport.ts';
import type { CelRule } from './meta.ts';
import { releaseSpecSchema, releaseStatusSchema } from './release.ts';
import { sandboxSpecSchema, sandboxStatusSchema } from './sandbox.ts';
import { sandboxPoolSpecSchema, sandboxPoolStatusSchema } from './sandboxPool.ts';
import { tenantSpecSchema, tenantStatusSchema } from './tenant.ts';

/** A printer column of kubectl get. */
export interface Column {
  name: string;
  type: 'string' | 'integer' | 'date';
  jsonPath: string;
  /** 0: always shown. 1: with -o wide only. */
  priority?: 0 | 1;
  description?: string;
}

/** Everything that makes a custom resource out of two schemas. */
export interface KindDefinition {
  kind: string;
  plural: string;
  singular: string;
  shortNames: string[];
  scope: 'Namespaced' | 'Cluster';
  spec: z.ZodType;
  status: z.ZodType;
  columns: Column[];
  /** CEL rules about the whole object, for example its name. */
  rules?: CelRule[];
  scale?: { spec: string; status: string; selector: string };
}

const ready: Column = {
  name: 'Ready',
  type: 'string',
  jsonPath: ".status.conditions[?(@.type=='Ready')].status",
};
const age: Column = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

export const kinds: KindDefinition[] = [
  {
    kind: 'AppBuild',
    plural: 'appbuilds',
    singular: 'appbuild',
    shortNames: ['ab', 'app'],
    scope: 'Namespaced',
    spec: appBuildSpecSchema,
    status: appBuildStatusSchema,
    rules: [
      {
        rule: 'self.metadata.name.size() <= 40 && !self.metadata.name.contains(".")',
        message:
          'the name of an AppBuild is at most 40 characters and has no dots, since host names and objects hang on it; choose a shorter one',
      },
      {
        // When it is asked for: an app whose plan has become another one keeps what was asked of it before.
        rule: `!has(self.spec.again) || self.spec.again.mode != 'RollBack' || has(oldSelf.spec.again) && oldSelf.spec.again == self.spec.again || !has(self.status) || !has(self.status.plan) || self.status.plan.features.exists(f, f.id == self.spec.again.feature && has(f.commit))`,
        message: 'an app is rolled back to a feature that has a commit: name one of those in status.plan.features',
        messageExpression: `'this app has no commit of a feature "' + self.spec.again.feature + '": name one of status.plan.features that has a commit, or leave again out'`,
        fieldPath: '.spec.again.feature',
      },
    ],
    columns: [
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      { name: 'Features', type: 'string', jsonPath: '.status.progress' },
      ready,
      { name: 'Message', type: 'string', jsonPath: '.status.message' },
      { name: 'URL', type: 'string', jsonPath: '.status.release.url' },
      { name: 'Preview', type: 'string', jsonPath: '.status.sandbox.previewURL', priority: 1 },
      { name: 'Passed', type: 'integer', jsonPath: '.status.checks.passed', priority: 1 },
      { name: 'Failed', type: 'integer', jsonPath: '.status.checks.failed', priority: 1 },
      age,
    ],
  },
  {
    kind: 'AppTemplate',
    plural: 'apptemplates',
    singular: 'apptemplate',
    shortNames: ['atpl'],
    scope: 'Cluster',
    spec: appTemplateSpecSchema,
    status: appTemplateStatusSchema,
    columns: [
      { name: 'Title', type: 'string', jsonPath: '.spec.title' },
      { name: 'Image', type: 'string', jsonPath: '.spec.image', priority: 1 },
      age,
    ],
  },
  {
    kind: 'Sandbox',
    plural: 'sandboxes',
    singular: 'sandbox',
    shortNames: ['sbx'],
    scope: 'Namespaced',
    spec: sandboxSpecSchema,
    status: sandboxStatusSchema,
    rules: [
      {
        rule: 'self.metadata.name.size() <= 52 && !self.metadata.name.contains(".")',
        message: 'the name of a Sandbox is at most 52 characters and has no dots; choose a shorter one',
      },
    ],
    columns: [
      { name: 'Template', type: 'string', jsonPath: '.spec.template' },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      ready,
      { name: 'ID', type: 'string', jsonPath: '.status.sandboxID' },
      { name: 'Expires', type: 'string', jsonPath: '.status.expiresAt', priority: 1 },
      { name: 'Pool', type: 'string', jsonPath: '.status.pool', priority: 1 },
      age,
    ],
  },
  {
    kind: 'SandboxPool',
    plural: 'sandboxpools',
    singular: 'sandboxpool',
    shortNames: ['sbxpool'],
    scope: 'Namespaced',
    spec: sandboxPoolSpecSchema,
    status: sandboxPoolStatusSchema,
    rules: [
      {
        rule: 'self.metadata.name.size() <= 52 && !self.metadata.name.contains(".")',
        message: 'the name of a SandboxPool is at most 52 characters and has no dots; choose a shorter one',
      },
    ],
    scale: { spec: '.spec.replicas', status: '.status.replicas', selector: '.status.selector' },
    columns: [
      { name: 'Template', type: 'string', jsonPath: '.spec.template' },
      { name: 'Desired', type: 'integer', jsonPath: '.spec.replicas' },
      { name: 'Warm', type: 'integer', jsonPath: '.status.readyReplicas' },
      age,
    ],
  },
  {
    kind: 'Release',
    plural: 'releases',
    singular: 'release',
    shortNames: ['rel'],
    scope: 'Namespaced',
    spec: releaseSpecSchema,
    status: releaseStatusSchema,
    columns: [
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      ready,
      { name: 'URL', type: 'string', jsonPath: '.status.url' },
      { name: 'Commit', type: 'string', jsonPath: '.status.serving.commit', priority: 1 },
      age,
    ],
  },
  {
    kind: 'DataExport',
    plural: 'dataexports',
    singular: 'dataexport',
    shortNames: ['dex'],
    scope: 'Namespaced',
    spec: dataExportSpecSchema,
    status: dataExportStatusSchema,
    rules: [
      {
        rule: 'self.metadata.name.size() <= 52 && !self.metadata.name.contains(".")',
        message: 'the name of a DataExport is at most 52 characters and has no dots; choose a shorter one',
      },
    ],
    columns: [
      { name: 'Release', type: 'string', jsonPath: '.spec.release' },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      ready,
      { name: 'Bytes', type: 'integer', jsonPath: '.status.archive.size' },
      { name: 'Expires', type: 'string', jsonPath: '.status.expiresAt' },
      age,
    ],
  },
  {
    kind: 'Tenant',
    plural: 'tenants',
    singular: 'tenant',
    shortNames: ['ten'],
    scope: 'Cluster',
    spec: tenantSpecSchema,
    status: tenantStatusSchema,
    rules: [
      {
        rule: "self.metadata.name.matches('^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$')",
        message:
          'the name of a Tenant is that of its namespace: at most 40 lower-case letters, digits and hyphens, beginning with a letter; choose another one',
      },
      {
        rule: "!(self.metadata.name in ['default', 'localhost']) && !self.metadata.name.startsWith('kube-') && !self.metadata.name.startsWith('appfactory')",
        message:
          'this name belongs to a namespace of the cluster or of the platform, which no tenant may have; choose another one',
      },
      {
        rule: '!has(self.spec.agency) || self.spec.agency != self.metadata.name',
        message: 'a Tenant is not its own agency; name another one, or leave spec.agency out',
      },
    ],
    columns: [
      { name: 'Title', type: 'string', jsonPath: '.spec.displayName' },
      { name: 'Agency', type: 'string', jsonPath: '.spec.agency' },
      { name: 'Plan', type: 'string', jsonPath: '.spec.plan' },
      { name: 'Members', type: 'integer', jsonPath: '.status.members' },
      { name: 'Spent', type: 'string', jsonPath: '.status.usage.total' },
      { name: 'Limit', type: 'string', jsonPath: '.spec.spendingLimit', priority: 1 },
      ready,
      {
        name: 'Message',
        type: 'string',
        jsonPath: ".status.conditions[?(@.type=='Ready')].message",
        priority: 1,
      },
      age,
    ],
  },
  {
    kind: 'BillingPlan',
    plural: 'billingplans',
    singular: 'billingplan',
    shortNames: ['bp'],
    scope: 'Cluster',
    spec: billingPlanSpecSchema,
    status: billingPlanStatusSchema,
    columns: [
      { name: 'Title', type: 'string', jsonPath: '.spec.displayName' },
      { name: 'Subscription', type: 'string', jsonPath: '.spec.subscription' },
      { name: 'Currency', type: 'string', jsonPath: '.spec.currency' },
      age,
    ],
  },
];
