import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { expandRoles } from '#protocol/permissions/roles';
import { isMultiFactor } from '#protocol/second-factor/second-factor';
import type { Authority } from '#protocol/user/authority';
import type { RouteAccessCheck } from '#route-access/route-access.port';
import { ConsoleError, SignInNeeded } from '../http/console-error.js';
import { ConsoleForm } from '../http/console-form.js';
import { readConsoleRequest, type ConsoleRequest } from '../http/console-request.js';
import { rememberVisitor, type ConsoleVisit, type ConsoleVisitor } from './console-visit.js';
import { Visitors } from './visitors.js';

/** What everybody needs who uses the console, whichever page it is (reference 8). */
export const CONSOLE_GATE = 'ACCESS_ADMIN_WEB';

/** The guard's question for pages of the console: who is signed in, is a form one of ours, and do they hold what the page needs? */
@Injectable()
export class ConsoleAccessCheck implements RouteAccessCheck {
  constructor(
    private readonly visitors: Visitors,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
  ) {}

  /**
   * @throws SignInNeeded nobody is signed in, or not as far as the module demands
   * @throws ConsoleError 403 — a permission is missing, or the form is somebody else's
   */
  async admit(request: unknown, anyOf: readonly string[]): Promise<boolean> {
    const read = readConsoleRequest(request);
    if (read === undefined) return false;
    const visitor = await this.visitors.recognise(read);
    const user = await this.signedIn(visitor);
    const { session } = visitor.browser;
    if (user === undefined || session === undefined) throw new SignInNeeded(placeOf(read));
    const authorities = isMultiFactor(session.amr) ? user.authorities : this.factors.authoritiesByOneFactor(user);
    const permissions = new Set(expandRoles(authorities).map(({ permission }) => permission));
    const visit: ConsoleVisit = {
      ...visitor,
      ...{ browser: { ...visitor.browser, session }, user, permissions },
      author: authorOf(user, authorities, read),
      form: EMPTY,
    };
    // Known before anything can go wrong, so that error pages are those of somebody who is signed in.
    rememberVisitor(visit);
    if (takesFile(read)) assertPermitted(visit, anyOf);
    if (read.method !== 'GET') rememberVisitor(withForm(visit, await this.formOf(visit)));
    assertPermitted(visit, anyOf);
    return true;
  }

  /** A file is read only of who may send it. */
  private formOf(visit: ConsoleVisit): Promise<ConsoleForm> | ConsoleForm {
    return takesFile(visit.request) ? this.visitors.formWithFile(visit, LARGEST_FILE) : this.visitors.form(visit);
  }

  private async signedIn({
    browser: { session },
    request: { instance },
  }: ConsoleVisitor): Promise<DirectoryUser | undefined> {
    if (session === undefined) return undefined;
    if (instance.options.isSecondFactorRequired && !isMultiFactor(session.amr)) return undefined;
    return this.users.usable(instance.inboundModuleId, session.userPid);
  }
}

/** Addresses of forms with a file. */
const UPLOADS: ReadonlySet<string> = new Set(['/skins/upload']);
/** Largest file, in bytes; what it is for may be smaller. */
const LARGEST_FILE = 64 * 1024 * 1024;

function takesFile({ method, path }: ConsoleRequest): boolean {
  return method === 'POST' && UPLOADS.has(path);
}

const EMPTY = ConsoleForm.parse('');

function withForm(visit: ConsoleVisit, form: ConsoleForm): ConsoleVisit {
  return { ...visit, form };
}

function authorOf(
  user: DirectoryUser,
  authorities: readonly Authority[],
  { remoteAddress }: ConsoleRequest,
): ConsoleVisit['author'] {
  const { pid: userPid, moduleId: userModuleId, username: actor } = user;
  return { kind: 'user', actor, userPid, userModuleId, remoteAddress, authorities };
}

function placeOf({ method, path, query }: ConsoleRequest): string | undefined {
  if (method !== 'GET') return undefined;
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function assertPermitted({ permissions }: ConsoleVisit, anyOf: readonly string[]): void {
  const missing = !permissions.has(CONSOLE_GATE)
    ? CONSOLE_GATE
    : anyOf.some((name) => permissions.has(name))
      ? undefined
      : anyOf.join(' or ');
  if (missing === undefined) return;
  throw new ConsoleError(
    403,
    `This needs the permission ${missing}, which your account does not have. An administrator who has it can give it to you.`,
    {
      ...{ isRecorded: true, cause: `lacks ${missing}` },
    },
  );
}
