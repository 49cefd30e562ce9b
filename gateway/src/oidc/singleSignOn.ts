import type { Issuer, OidcProblem } from './issuer.ts';
import type { OidcAccounts } from './oidcAccounts.ts';

export const OIDC_PATH = '/sign-in/oidc';

/** Signing in at an issuer, where one is configured. */
export class SingleSignOn {
  readonly issuer: Issuer | undefined;
  readonly accounts: OidcAccounts;

  constructor(issuer: Issuer | undefined, accounts: OidcAccounts) {
    this.issuer = issuer;
    this.accounts = accounts;
  }

  /** What went wrong, in plain words; undefined for a text that names no problem. */
  words(problem: string): string | undefined {
    const name = this.issuer?.name ?? '';
    const words: Record<OidcProblem, string> = {
      'oidc-denied': `You were not signed in at ${name}: it was cancelled there, or ${name} does not let you in here.`,
      'oidc-expired': 'Signing in took too long, or went on in another browser. Try again.',
      'oidc-away': `${name} does not answer. Try again in a moment, or sign in with your password.`,
      'oidc-failed': `${name} and this platform do not understand each other. Whoever runs this platform finds why in its log.`,
      'oidc-unverified': `${name} does not say that your e-mail address is verified, and it is by that address that you are known here. Verify it at ${name}, then try again.`,
      'oidc-unknown': `Nobody was invited here by the e-mail address that you have at ${name}. Ask the owner of your team to invite you by it.`,
    };
    return (words as Record<string, string | undefined>)[problem];
  }
}
