import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@appfactory/kube/log';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { Accounts } from '../accounts/accounts.ts';
import { AuditLog } from '../audit/auditLog.ts';
import { failedOf } from '../graphql/failure.ts';
import { requestId } from '../http/guard.ts';
import { answer, page } from '../http/page.ts';
import { SIGN_IN_PATH } from '../http/signIn.controller.ts';
import { SignInCookie } from '../http/signInCookie.ts';
import { SignInLinks } from '../http/signInLinks.ts';
import { PeopleKube } from '../kube/personKube.ts';
import { type Issuer, OidcFailed, type OidcProblem } from './issuer.ts';
import type { Candidate } from './oidcAccounts.ts';
import { pendingCookie, pendingOf } from './oidcCookie.ts';
import { OIDC_PATH, SingleSignOn } from './singleSignOn.ts';

export const LOG = Symbol('log');
const CALLBACK = `${OIDC_PATH}/callback`;
/** Milliseconds in which somebody with several accounts chooses one. */
const CHOOSING = 10 * 60 * 1000;

/** Signing in at the issuer: there, and back again. */
@Controller()
export class OidcController {
  @Inject(SingleSignOn) readonly singleSignOn!: SingleSignOn;
  @Inject(Accounts) readonly accounts!: Accounts;
  @Inject(AuditLog) readonly audit!: AuditLog;
  @Inject(SignInCookie) readonly cookie!: SignInCookie;
  @Inject(SignInLinks) readonly links!: SignInLinks;
  @Inject(PeopleKube) readonly people!: PeopleKube;
  @Inject(LOG) readonly log!: Log;

  @Get(OIDC_PATH)
  begin(@Query('to') to: unknown, @Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.#orProblem(request, response, async (issuer) => {
      const { base } = this.links;
      // The issuer sends browsers back to one address, and what it sets now must be there then.
      if (request.headers.host !== new URL(base).host) return redirect(response, `${base}${request.url}`);
      const path = typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/';
      const { url, pending } = await issuer.begin(`${base}${CALLBACK}`, path);
      response.setHeader('set-cookie', pendingCookie(pending, { secure: this.cookie.isSecure }));
      redirect(response, url.href);
    });
  }

  @Get(CALLBACK)
  finish(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.#orProblem(request, response, async (issuer) => {
      const pending = pendingOf(request);
      if (!pending) throw new OidcFailed('oidc-expired', 'this browser has begun nothing');
      const identity = await issuer.finish(new URL(request.url ?? '', this.links.base), pending);
      const candidates = await this.singleSignOn.accounts.of(identity);
      const [first, another] = candidates;
      if (!first || another) return this.#choose(response, candidates);
      const { person, secret } = await this.accounts.signInTo(first.id);
      await this.audit.note({
        requestId: requestId(request),
        person: person.name,
        actedAs: this.people.for(person).actingAs,
        action: 'signInByOidc',
        arguments: { issuer: identity.issuer, subject: identity.subject },
        address: request.socket.remoteAddress ?? '',
        outcome: 'ok',
      });
      this.cookie.set(response, secret);
      response.appendHeader('set-cookie', this.#cleared);
      redirect(response, pending.to);
    });
  }

  /** Somebody who was invited to several teams. */
  async #choose(response: ServerResponse, candidates: Candidate[]): Promise<void> {
    const forms = await Promise.all(
      candidates.map(async ({ id, name }) => {
        const secret = await this.accounts.linkTo(id, CHOOSING);
        return `<form method="post" action="${SIGN_IN_PATH}"><input type="hidden" name="link" value="${secret}"><p><button>${escaped(name)}</button></p></form>`;
      }),
    );
    response.setHeader('set-cookie', this.#cleared);
    answer(response, 200, page('Which account?', `<p>You have more than one here.</p>${forms.join('')}`));
  }

  get #cleared(): string {
    return pendingCookie(undefined, { secure: this.cookie.isSecure });
  }

  /** What goes wrong is told on the sign-in page. */
  async #orProblem(
    request: IncomingMessage,
    response: ServerResponse,
    work: (issuer: Issuer) => Promise<void>,
  ): Promise<void> {
    const { issuer } = this.singleSignOn;
    try {
      if (issuer) await work(issuer);
      else redirect(response, SIGN_IN_PATH);
    } catch (error) {
      const problem = problemOf(error);
      const level = problem === 'oidc-failed' || problem === 'oidc-away' ? 'warn' : 'info';
      this.log[level]({ err: error, requestId: requestId(request) }, 'single sign-on let nobody in');
      response.setHeader('set-cookie', this.#cleared);
      redirect(response, `${SIGN_IN_PATH}?problem=${problem}`);
    }
  }
}

function problemOf(error: unknown): OidcProblem {
  if (error instanceof OidcFailed) return error.problem;
  // PostgreSQL is away: the same cure.
  return failedOf(error)?.code === 'UNAVAILABLE' ? 'oidc-away' : 'oidc-failed';
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
