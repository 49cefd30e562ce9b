import type { AppBuildStatus } from '@appfactory/resources/appBuild';

/** Most bytes of a status: thousands of builds must fit into etcd, and each write is a whole copy. */
export const STATUS_BYTES = 16 * 1024;

type Cut = (status: AppBuildStatus) => AppBuildStatus;

/** What goes first when a status is too large: detail before facts. The history is on the stream. */
const cuts: Cut[] = [
  (status) => ({
    ...status,
    failures: status.failures?.map((failure) => ({ ...failure, seen: short(failure.seen, 300) })),
  }),
  (status) => ({ ...status, failures: status.failures?.slice(0, 8) }),
  (status) => withPlan(status, (plan) => ({ ...plan, assumptions: plan.assumptions.map((text) => short(text, 120)) })),
  (status) => withPlan(status, (plan) => ({ ...plan, notBuilt: plan.notBuilt.map((text) => short(text, 120)) })),
  (status) => ({ ...status, skipped: status.skipped?.map((text) => short(text, 80)) }),
  (status) =>
    withPlan(status, (plan) => ({
      ...plan,
      features: plan.features.map((f) => ({ ...f, title: short(f.title, 40) })),
    })),
  (status) => ({ ...status, conditions: status.conditions?.map((c) => ({ ...c, message: short(c.message, 300) })) }),
  (status) =>
    withPlan(status, (plan) => ({
      ...plan,
      assumptions: plan.assumptions.slice(0, 10),
      notBuilt: plan.notBuilt.slice(0, 10),
    })),
  (status) => ({ ...status, artifacts: status.artifacts?.slice(0, 5) }),
  (status) => ({ ...status, skipped: status.skipped?.slice(0, 10) }),
  (status) =>
    withPlan(status, (plan) => ({
      ...plan,
      assumptions: plan.assumptions.slice(0, 3),
      notBuilt: plan.notBuilt.slice(0, 3),
    })),
  (status) => ({ ...status, failures: status.failures?.slice(0, 3) }),
  (status) =>
    withPlan(status, (plan) => ({ ...plan, features: plan.features.map((f) => ({ ...f, checks: undefined })) })),
  (status) => ({ ...status, message: status.message && short(status.message, 300) }),
];

/** The status, cut where it is larger than STATUS_BYTES. */
export function bounded(status: AppBuildStatus): AppBuildStatus {
  let result = status;
  for (const cut of cuts) {
    if (Buffer.byteLength(JSON.stringify(result)) <= STATUS_BYTES) return result;
    result = cut(result);
  }
  return result;
}

function withPlan(
  status: AppBuildStatus,
  change: (plan: NonNullable<AppBuildStatus['plan']>) => NonNullable<AppBuildStatus['plan']>,
): AppBuildStatus {
  return status.plan ? { ...status, plan: change(status.plan) } : status;
}

function short(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
