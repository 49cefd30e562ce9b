import { graphql, type ResultOf } from '../graphql.ts';
import { FailureParts } from './parts.ts';

export const InvoiceParts = graphql(`
  fragment InvoiceParts on Invoice @_unmask {
    number
    tenant
    name
    from
    month
    issuedAt
    dueAt
    currency
    total
    state
    paidAt
    paidHow
    paymentLink
    pdfLink
    csvLink
    mayMarkPaid
    sections {
      tenant
      name
      total
    }
  }
`);

export const InvoicesQuery = graphql(
  `
    query Invoices($tenant: String, $first: Int!, $after: Sequence) {
      invoices(tenant: $tenant, first: $first, after: $after) {
        totalCount
        edges {
          node {
            ...InvoiceParts
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  `,
  [InvoiceParts],
);

export const MarkPaidMutation = graphql(
  `
    mutation MarkPaid($number: String!) {
      markInvoicePaid(number: $number) {
        __typename
        ...InvoiceParts
        ...FailureParts
      }
    }
  `,
  [InvoiceParts, FailureParts],
);

export type Invoice = ResultOf<typeof InvoiceParts>;
