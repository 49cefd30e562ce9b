import { graphql, type ResultOf } from '../graphql.ts';

export const FailureParts = graphql(`
  fragment FailureParts on Failure @_unmask {
    code
    message
    field
  }
`);

export const Counts = graphql(`
  fragment Counts on CheckCounts @_unmask {
    passed
    failed
    skipped
  }
`);

export const ConditionParts = graphql(`
  fragment ConditionParts on Condition @_unmask {
    type
    status
    reason
    message
    lastTransitionTime
  }
`);

export const WhiteLabelParts = graphql(`
  fragment WhiteLabelParts on WhiteLabel @_unmask {
    name
    logo
    colours {
      accent
      background
    }
  }
`);

export type Condition = ResultOf<typeof ConditionParts>;

export type CheckCounts = ResultOf<typeof Counts>;
