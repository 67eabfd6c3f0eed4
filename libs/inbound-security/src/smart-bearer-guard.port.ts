import 'reflect-metadata';
import {
  createParamDecorator,
  Inject,
  Injectable,
  mixin,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { challenge, tokenErrorChallenges } from '#protocol/oauth2/challenge';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { requestFacts } from '#protocol/user/request-facts';
import { EXTERNAL_TOKENS, type ExternalTokenAuthentication, type ExternalTokenCaller } from './external-token.port.js';
import { routeProblem, type RouteNeeds } from './smart/route-needs.js';
import { shownToken, type TokenRequest } from './smart/shown-token.js';
import { SmartRefusal } from './smart/smart-refusal.js';

const NEEDS = 'gatehouse:smart-route-needs';
const REALM = 'gatehouse';
const CALLER = Symbol('SmartCaller');
const TOO_MANY = 'Too many unknown tokens came from your network. Try again later.';
/** Seconds after which another look may find the server of a token again. */
const UNAVAILABLE_SECONDS = 5;

type GuardedRequest = TokenRequest & {
  readonly ip?: string;
  readonly protocol?: string;
  [CALLER]?: ExternalTokenCaller;
};
interface GuardedReply {
  header(name: string, value: string | readonly string[]): unknown;
}

/**
 * What a route, or all routes of a controller, need of who calls; without it a token that counts is enough. Demands add up: those of a handler, of its
 * controller and of the classes that this extends hold together, and so do several at one place.
 */
export function SmartRoute(needs: RouteNeeds): CustomDecorator {
  const add: MethodDecorator & ClassDecorator = (
    target: object,
    _key?: string | symbol,
    descriptor?: PropertyDescriptor,
  ) => {
    const place = (descriptor === undefined ? target : descriptor.value) as object;
    const before = (Reflect.getMetadata(NEEDS, place) ?? []) as readonly RouteNeeds[];
    Reflect.defineMetadata(NEEDS, [...before, needs], place);
  };
  return Object.assign(add, { KEY: NEEDS });
}

/** Parameter decorator: the {@link ExternalTokenCaller} whom the guard let in. */
export const SmartCaller = createParamDecorator((_data: unknown, context: ExecutionContext): ExternalTokenCaller => {
  const caller = context.switchToHttp().getRequest<GuardedRequest>()[CALLER];
  if (caller === undefined) throw new Error('The route has no SmartBearerGuard.');
  return caller;
});

/**
 * Guard for an application that protects FHIR data: lets in who shows an access token that a SMART inbound module trusts, with permissions narrowed by
 * the scopes of the token. Refusals are those of RFC 6750 §3 and, where the sign-in was not good enough, RFC 9470 §3.
 * @param moduleId the SMART inbound module
 */
export function SmartBearerGuard(moduleId: string): Type<CanActivate> {
  @Injectable()
  class BearerGuard implements CanActivate {
    constructor(
      @Inject(EXTERNAL_TOKENS) private readonly tokens: ExternalTokenAuthentication,
      @Inject(CLOCK) private readonly clock: Clock,
    ) {}

    async canActivate(context: ExecutionContext): Promise<boolean> {
      const http = context.switchToHttp();
      const request = http.getRequest<GuardedRequest>();
      try {
        const caller = await this.callerOf(request);
        const problem = routeProblem(caller, needsOf(context), epochSeconds(this.clock.now()));
        if (problem !== undefined) throw problem;
        request[CALLER] = caller;
        return true;
      } catch (error) {
        if (error instanceof OAuthError) throw refusal(http.getResponse<GuardedReply>(), error);
        throw error;
      }
    }

    private async callerOf(request: GuardedRequest): Promise<ExternalTokenCaller> {
      const token = shownToken(request);
      const facts = requestFacts(request.protocol === 'https' ? 'https' : 'http', request.headers);
      const outcome = await this.tokens.authenticate(moduleId, {
        ...{ token, remoteAddress: request.ip ?? '', request: facts },
      });
      if (outcome.kind === 'admitted') return outcome.caller;
      const { cause } = outcome;
      if (outcome.kind === 'refused')
        throw new OAuthError('invalid_token', outcome.description, { cause, challenge: 'Bearer' });
      if (outcome.kind === 'busy')
        throw new OAuthError('temporarily_unavailable', TOO_MANY, {
          ...{ cause, retryAfterSeconds: outcome.retryAfterSeconds },
        });
      throw new OAuthError('temporarily_unavailable', 'The token cannot be checked now. Try again.', { cause });
    }
  }
  return mixin(BearerGuard);
}

/** Of the handler first, which knows best what to ask for. */
function needsOf(context: ExecutionContext): readonly RouteNeeds[] {
  return [context.getHandler(), context.getClass()].flatMap(
    (place) => (Reflect.getMetadata(NEEDS, place) ?? []) as readonly RouteNeeds[],
  );
}

const statuses: Readonly<Partial<Record<OAuthError['code'], number>>> = {
  invalid_request: 400,
  insufficient_scope: 403,
  temporarily_unavailable: 503,
};

function refusal(reply: GuardedReply, error: OAuthError): SmartRefusal {
  const status = error.retryAfterSeconds === undefined ? (statuses[error.code] ?? 401) : 429;
  // Who sent no token at all learns only what to send (RFC 6750 §3.1).
  const isMissing = error.code === 'invalid_client';
  if (isMissing) reply.header('www-authenticate', challenge('Bearer', REALM));
  else if (status === 401 || status === 403) reply.header('www-authenticate', [...tokenErrorChallenges(REALM, error)]);
  const retryAfter = error.retryAfterSeconds ?? (status === 503 ? UNAVAILABLE_SECONDS : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  const code = isMissing ? 'unauthorized' : error.code;
  return new SmartRefusal({ error: code, error_description: error.description }, status, { cause: error });
}
