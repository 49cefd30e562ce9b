export interface CommentStates {
  waiting: string;
  approved: string;
  rejected: string;
}

const REJECTED =
  /^(?:un|dis|not\s|nicht\s)|reject|spam|declin|hidden|hide|block|refus|denied|deny|trash|delet|remov|abgelehnt|gesperrt|verborgen|gelöscht/i;
const APPROVED =
  /approv|publish|visible|accept|shown|live|public|confirm|freigegeben|veröffentlicht|sichtbar|angenommen/i;

/**
 * Which values of a comment's status say that it waits, is shown and is kept back: by what they are called, or else by
 * their order. Undefined where there are not three of them.
 * @param initial the state in which a comment begins; absent: the first value
 */
export function commentStates(values: readonly string[] = [], initial = values[0]): CommentStates | undefined {
  const rest = values.filter((value) => value !== initial);
  const rejected = rest.find((value) => REJECTED.test(value));
  const approved =
    rest.find((value) => APPROVED.test(value) && !REJECTED.test(value)) ?? rest.find((value) => value !== rejected);
  const kept = rejected ?? rest.find((value) => value !== approved);
  if (initial === undefined || approved === undefined || kept === undefined) return undefined;
  return { waiting: initial, approved, rejected: kept };
}
