import { Get, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { NeedsPermission, PublicRoute } from '#route-access/route-access.port';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError } from '../http/console-error.js';
import { readConsoleRequest } from '../http/console-request.js';
import { rememberVisitor } from '../visitors/console-visit.js';
import { safePath } from '../http/safe-path.js';
import { Visiting } from '../http/visiting.js';
import { CONSOLE_GATE } from '../visitors/console-access-check.js';
import type { ConsoleVisit, ConsoleVisitor } from '../visitors/console-visit.js';
import { Visitors } from '../visitors/visitors.js';
import { ConsoleSecondFactor } from './console-second-factor.js';
import { ConsoleSignIn } from './console-sign-in.js';
import { SignInRecords } from './sign-in-records.js';

const WHY = 'People sign in to the console here; forms carry a token of the page that was shown to this browser.';

/** Signing in to the console, and out. */
@ConsoleController('')
export class SignInController {
  constructor(
    private readonly visitors: Visitors,
    private readonly signIn: ConsoleSignIn,
    private readonly secondFactor: ConsoleSecondFactor,
    private readonly records: SignInRecords,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
  ) {}

  @Get('sign-in')
  @PublicRoute(WHY)
  async show(@Req() request: FastifyRequest): Promise<ConsoleAnswer> {
    return this.signIn.page(await this.visitor(request));
  }

  @Post('sign-in')
  @PublicRoute(WHY)
  async submit(@Req() request: FastifyRequest): Promise<ConsoleAnswer> {
    const visitor = await this.visitor(request);
    return this.signIn.submit(visitor, this.visitors.form(visitor));
  }

  @Get('sign-in/second-factor')
  @PublicRoute(WHY)
  async showSecond(@Req() request: FastifyRequest): Promise<ConsoleAnswer> {
    return this.secondFactor.page(await this.visitor(request));
  }

  @Post('sign-in/second-factor')
  @PublicRoute(WHY)
  async submitSecond(@Req() request: FastifyRequest): Promise<ConsoleAnswer> {
    const visitor = await this.visitor(request);
    return this.secondFactor.submit(visitor, this.visitors.form(visitor));
  }

  @Get('account/recovery-codes')
  @NeedsPermission(CONSOLE_GATE)
  async recoveryCodes(@Visiting() { user, browser, request }: ConsoleVisit): Promise<ConsoleAnswer> {
    const codes = await this.factors.shownRecoveryCodes(user, browser.session.sid);
    const next = safePath(request.query.get('next'));
    if (codes === undefined) return goTo(next);
    return page('sign-in/recovery-codes', { title: 'Recovery codes' }, { codes, next });
  }

  @Post('account/recovery-codes')
  @NeedsPermission(CONSOLE_GATE)
  async hideCodes(@Visiting() { user, form }: ConsoleVisit): Promise<ConsoleAnswer> {
    await this.factors.hideRecoveryCodes(user);
    return goTo(safePath(form.get('next')));
  }

  @Post('sign-out')
  @NeedsPermission(CONSOLE_GATE)
  async signOut(@Visiting() { request, browser, user }: ConsoleVisit): Promise<ConsoleAnswer> {
    const { setCookie } = await this.sessions.signOut(request.instance.session, browser);
    const { pid: userPid, username } = user;
    await this.records.record(request, { kind: 'SIGN_OUT', outcome: 'success', userPid, username });
    return { ...goTo('/sign-in?done=signed-out'), cookies: [setCookie] };
  }

  private async visitor(request: FastifyRequest): Promise<ConsoleVisitor> {
    const read = readConsoleRequest(request);
    if (read === undefined) throw new ConsoleError(404, 'There is nothing here.');
    const visitor = await this.visitors.recognise(read);
    rememberVisitor(visitor);
    return visitor;
  }
}
