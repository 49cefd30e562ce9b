import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { Accounts } from '../accounts/accounts.ts';
import { AuditLog } from '../audit/auditLog.ts';
import { PeopleKube } from '../kube/personKube.ts';
import { requestId } from './guard.ts';
import { page } from './page.ts';
import { SignInCookie } from './signInCookie.ts';

export const SIGN_IN_PATH = '/sign-in';

/** Where one ends whose link is not good; the dashboard's page of that address says so, too. */
const LINK_PROBLEM = 'link';

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

  @Get(SIGN_IN_PATH)
  show(@Query('link') link: unknown, @Query('problem') problem: unknown, @Res() response: ServerResponse): void {
    if (problem === LINK_PROBLEM) {
      const text =
        'This link has been used, or is too old. Ask whoever invited you for a new one; on your own machine, start the platform again.';
      answer(response, 410, page('This link no longer works', `<p>${text}</p>`));
      return;
    }
    const secret = typeof link === 'string' && /^[\w-]{20,100}$/.test(link) ? link : '';
    answer(
      response,
      200,
      page(
        'Sign in to App Factory',
        `<p>This link works once.</p><form method="post" action="${SIGN_IN_PATH}"><input type="hidden" name="link" value="${secret}"><button autofocus>Sign in</button></form>`,
      ),
    );
  }

  @Post(SIGN_IN_PATH)
  async signIn(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const link = typeof body?.link === 'string' ? body.link : '';
    const signedIn = await this.accounts.signInByLink(link);
    if (!signedIn) {
      response.writeHead(303, { location: `${SIGN_IN_PATH}?problem=${LINK_PROBLEM}` }).end();
      return;
    }
    await this.audit.note({
      requestId: requestId(request),
      person: signedIn.person.name,
      actedAs: this.people.for(signedIn.person).actingAs,
      action: 'signInByLink',
      arguments: {},
      address: request.socket.remoteAddress ?? '',
      outcome: 'ok',
    });
    this.cookie.set(response, signedIn.secret);
    response.writeHead(303, { location: '/' }).end();
  }

  @Get()
  home(@Res() response: ServerResponse): void {
    answer(response, 200, page('App Factory', '<p>GraphQL answers at <code>/graphql</code>.</p>'));
  }
}

function answer(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
}
