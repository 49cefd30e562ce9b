import type { IncomingMessage } from 'node:http';
import type { Person } from '../../accounts/person.ts';

/** What is known of a connection beside what graphql-ws knows. */
export interface Connection {
  /** With which it began: its cookie and its address. */
  request: IncomingMessage;
  /** Whoever has connected, once that was found out. */
  person?: Person;
  isOpen(): boolean;
  close(code: number, reason: string): void;
  /** Is called when it is closed. */
  forget?: () => void;
}

/** Of whoever is not signed in, or no longer: clients do not try again by themselves. */
export const UNAUTHORIZED = 4401;
/** Clients try again. */
export const TRY_AGAIN = 1013;
/** Of somebody who has too many: clients do not try again by themselves. */
export const TOO_MANY = 4429;
export const GOING_AWAY = 1001;
export const INTERNAL_ERROR = 4500;
