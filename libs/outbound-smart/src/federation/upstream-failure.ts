import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { EgressError, type EgressFailure } from '#egress/egress.port';
import type { FederatedFailure } from './federated-failures.js';

/** What will not be better by itself. */
const LASTING: ReadonlySet<EgressFailure> = new Set([
  'address-refused',
  'destination-refused',
  'redirected',
  'status',
  'unusable-body',
  'too-large',
]);

/** What openid-client says of an answer that is of no use. */
const OF_ANSWERS = [ClientError, AuthorizationResponseError, WWWAuthenticateChallengeError];

/**
 * Why a call of a server, or what it answered, is of no use.
 * @throws what is not a failure of the other side
 */
export function upstreamFailure(error: unknown): FederatedFailure {
  const egress = causeAmong(error, EgressError);
  if (egress) {
    const problem = LASTING.has(egress.reason) ? 'service-failed' : 'service-unavailable';
    return { problem, reason: egress.message };
  }
  if (error instanceof ResponseBodyError) {
    const { error: code, error_description: description = '' } = error;
    return { problem: 'service-failed', reason: `the server answered ${code}: ${description}` };
  }
  if (!(error instanceof Error) || !OF_ANSWERS.some((type) => error instanceof type)) throw error;
  // Without a code it is something that openid-client does not know either: it comes of our own side of the call.
  if (error instanceof ClientError && error.code === undefined)
    throw error.cause instanceof Error ? error.cause : error;
  return { problem: 'service-failed', reason: [error, error.cause].flatMap(messageOf).join(': ') };
}

function messageOf(error: unknown): readonly string[] {
  return error instanceof Error ? [error.message] : [];
}

function causeAmong<E extends Error>(error: unknown, type: new (...args: never[]) => E): E | undefined {
  for (let each = error; each instanceof Error; each = each.cause) if (each instanceof type) return each;
  return undefined;
}
