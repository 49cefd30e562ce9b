import { graphql, type ResultOf } from '../graphql.ts';

export const UsageSums = graphql(`
  fragment UsageSums on Usage @_unmask {
    sandbox
    builds
    inputTokens
    outputTokens
    storage
  }
`);

export const ChargesParts = graphql(`
  fragment ChargesParts on Charges @_unmask {
    currency
    subscription
    total
    lines {
      meter
      used
      unit
      usedUnits
      includedUnits
      unitPrice
      amount
    }
  }
`);

/** Whose usage there is to see. */
export const PayersQuery = graphql(`
  query Payers {
    tenants {
      name
      displayName
      agency
      role
      deleting
    }
  }
`);

/** What a tenant has used in a month, and where. */
export const UsageQuery = graphql(
  `
    query Usage($tenant: String!, $month: String!) {
      tenant(name: $tenant) {
        name
        displayName
        agency
        plan
        mayLimit
        spendingLimit
        spendingPause
        usage(month: $month) {
          used {
            ...UsageSums
          }
          charges {
            ...ChargesParts
          }
          totalWithClients
          days {
            day
            amount
            used {
              ...UsageSums
            }
          }
          apps {
            build
            used {
              ...UsageSums
            }
            features {
              feature
              used {
                ...UsageSums
              }
            }
          }
          clients {
            tenant
            charges {
              currency
              total
            }
          }
        }
      }
    }
  `,
  [UsageSums, ChargesParts],
);

export type Payer = ResultOf<typeof PayersQuery>['tenants'][number];
export type BilledTenant = NonNullable<ResultOf<typeof UsageQuery>['tenant']>;
export type TenantUsage = NonNullable<BilledTenant['usage']>;
export type AppUsage = TenantUsage['apps'][number];
export type Charges = ResultOf<typeof ChargesParts>;
export type Sums = ResultOf<typeof UsageSums>;

/** What one build has used since it was made. */
export const BuildUsageQuery = graphql(
  `
    query BuildUsage($namespace: String!, $name: String!) {
      build(namespace: $namespace, name: $name) {
        usage {
          used {
            ...UsageSums
          }
        }
      }
    }
  `,
  [UsageSums],
);
