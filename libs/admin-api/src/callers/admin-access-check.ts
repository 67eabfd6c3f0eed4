import { Injectable } from '@nestjs/common';
import type { RouteAccessCheck } from '#route-access/route-access.port';
import { ApiError } from '../http/api-error.js';
import { ARCHIVE_TYPES } from '../http/archive-body.js';
import { isStateChanging, readAdminRequest, type AdminRequest } from '../http/admin-request.js';
import { rememberCaller, type AdminCaller } from './admin-caller.js';
import { isFromForeignPage } from './browser-source.js';
import { CallerAuthentication } from './caller-authentication.js';
import { missingPermission } from './held-permissions.js';
import { presentedCredentials } from './presented-credentials.js';

/** The guard's question for routes of the admin API: who calls, and do they hold what the route needs? */
@Injectable()
export class AdminAccessCheck implements RouteAccessCheck {
  constructor(private readonly authentication: CallerAuthentication) {}

  /** @throws ApiError 400 for a token in the address (B-29), 401, 403, 415, 429, 503 */
  async admit(request: unknown, anyOf: readonly string[]): Promise<boolean> {
    const call = readAdminRequest(request);
    if (call === undefined) return false;
    const { instance, remoteAddress, headerValues } = call;
    assertSameOrigin(call);
    if (call.query.has('access_token'))
      throw new ApiError(400, 'Send the access token in the Authorization header, not in the address.');
    const credentials = presentedCredentials(headerValues('authorization'));
    const caller = await this.authentication.authenticate({ instance, remoteAddress, credentials });
    assertPermitted(caller, anyOf);
    rememberCaller(call.key, caller);
    return true;
  }
}

/**
 * A page of another site can neither change anything here by the credentials a browser keeps, nor send a body as anything but JSON or an archive, which no page can
 * send to another site unasked either (V-66).
 */
function assertSameOrigin(call: AdminRequest): void {
  if (!isStateChanging(call.method)) return;
  if (isFromForeignPage(call.headers))
    throw new ApiError(403, 'A page of another site may not call this API.', { isRecorded: true });
  const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || ARCHIVE_TYPES.includes(type) || (type === '' && !call.hasBody)) return;
  throw new ApiError(415, 'Send the body as application/json.');
}

function assertPermitted({ author, identity }: AdminCaller, anyOf: readonly string[]): void {
  const missing = missingPermission(author.authorities, anyOf);
  if (missing === undefined) return;
  const caller = { isRecorded: true, caller: identity, cause: `lacks ${missing}` };
  throw new ApiError(403, `This needs the permission ${missing}.`, caller);
}
