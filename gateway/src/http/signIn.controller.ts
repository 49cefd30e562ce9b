import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { Accounts } from '../accounts/accounts.ts';
import type { Person } from '../accounts/person.ts';
import { AuditLog } from '../audit/auditLog.ts';
import { Failed } from '../graphql/failure.ts';
import { PeopleKube } from '../kube/personKube.ts';
import { OIDC_PATH, SingleSignOn } from '../oidc/singleSignOn.ts';
import { sessionOf } from './cookies.ts';
import { requestId } from './guard.ts';
import { answer, page } from './page.ts';
import { SignInCookie } from './signInCookie.ts';

export const SIGN_IN_PATH = '/sign-in';

/** Where one ends whose link is not good, or is of an account that is in use; the dashboard's page of that address says so, too. */
const LINK_PROBLEM = 'link';
const JOIN_PROBLEM = 'join';

/**
 * Signing in by the link that the launcher prints. Opening it changes nothing: programs open links, people press buttons.
 * The pages are for a gateway without a dashboard, which has its own at the same addresses (dashboard.ts).
 */
@Controller()
export class SignInController {
  @Inject(Accounts) readonly accounts!: Accounts;
  @Inject(AuditLog) readonly audit!: AuditLog;
  @Inject(SignInCookie) readonly cookie!: SignInCookie;
  @Inject(PeopleKube) readonly people!: PeopleKube;
  @Inject(SingleSignOn) readonly singleSignOn!: SingleSignOn;

  @Get(SIGN_IN_PATH)
  async show(
    @Query('link') link: unknown,
    @Query('problem') problem: unknown,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    if (problem === LINK_PROBLEM) {
      const text =
        'This link has been used, or is too old. Ask whoever invited you for a new one; on your own machine, start the platform again.';
      answer(response, 410, page('This link no longer works', `<p>${text}</p>`));
      return;
    }
    if (problem === JOIN_PROBLEM) {
      const text = 'It is of an account that somebody has used already: open it again and sign in with it instead.';
      answer(response, 409, page('This link joins nobody', `<p>${text}</p>`));
      return;
    }
    const words = typeof problem === 'string' && this.singleSignOn.words(problem);
    if (words) {
      answer(
        response,
        401,
        page('You are not signed in', `<p>${words}</p><p><a href="${OIDC_PATH}">Try again</a></p>`),
      );
      return;
    }
    const secret = typeof link === 'string' && /^[\w-]{20,100}$/.test(link) ? link : '';
    const session = sessionOf(request);
    const isSomebody = session !== undefined && (await this.accounts.bySession(session)) !== undefined;
    const join = isSomebody
      ? ' <button name="join" value="yes">Join with the account that I am signed in with</button>'
      : '';
    answer(
      response,
      200,
      page(
        'Sign in to App Factory',
        `<p>This link works once.</p><form method="post" action="${SIGN_IN_PATH}"><input type="hidden" name="link" value="${secret}"><button autofocus>Sign in</button>${join}</form>`,
      ),
    );
  }

  /**
   * Signs in by a link; with `join`, in a browser that is signed in, the membership that the link brings is joined to the account
   * that is there.
   */
  @Post(SIGN_IN_PATH)
  async signIn(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const link = typeof body?.link === 'string' ? body.link : '';
    if (body?.join === 'yes') return this.#join(link, pathIn(body.to), request, response);
    const signedIn = await this.accounts.signInByLink(link);
    if (!signedIn) {
      return redirect(response, `${SIGN_IN_PATH}?problem=${LINK_PROBLEM}`);
    }
    await this.#note(request, signedIn.person, 'signInByLink');
    this.cookie.set(response, signedIn.secret);
    redirect(response, '/');
  }

  async #join(link: string, to: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = sessionOf(request);
    const person = session === undefined ? undefined : await this.accounts.bySession(session);
    // Signed out meanwhile: the page says how to go on.
    if (person?.kind !== 'account') return redirect(response, `${SIGN_IN_PATH}?link=${encodeURIComponent(link)}`);
    try {
      const account = await this.accounts.join(link, person);
      if (account === undefined) return redirect(response, `${SIGN_IN_PATH}?problem=${LINK_PROBLEM}`);
      await this.#note(request, person, 'joinByLink', { account });
      redirect(response, to);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      redirect(response, `${SIGN_IN_PATH}?problem=${JOIN_PROBLEM}`);
    }
  }

  async #note(
    request: IncomingMessage,
    person: Person & { kind: 'account' },
    action: string,
    args: object = {},
  ): Promise<void> {
    await this.audit.note({
      requestId: requestId(request),
      person: person.name,
      actedAs: this.people.for(person).actingAs,
      action,
      arguments: args,
      address: request.socket.remoteAddress ?? '',
      outcome: 'ok',
    });
  }

  @Get()
  home(@Res() response: ServerResponse): void {
    answer(response, 200, page('App Factory', '<p>GraphQL answers at <code>/graphql</code>.</p>'));
  }
}

/** A path of ours that a form asks to come back to; the first page for anything else. */
function pathIn(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])[\w/-]*$/.test(to) ? to : '/';
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}
