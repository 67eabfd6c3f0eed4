import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DatabaseUnavailableError } from '#database/sql.port';
import { challenge, tokenChallenges, tokenErrorChallenges } from '#protocol/oauth2/challenge';
import { httpStatusOf, OAuthError, type OAuthErrorCode } from '#protocol/oauth2/oauth-error';
import { ScriptFailure, waitOf, wasNotBegun } from '#scripts/script-failure.port';
import { InteractionError, type InteractionProblem } from '../../authorization-flow/interaction-error.js';
import { MissingTokenError } from '../requests/presented-token.js';

/** The protection space named in challenges (RFC 7235 §2.2). */
const REALM = 'gatehouse';

/** What a device that polls is told while its person has not answered (RFC 8628 §3.5). */
const WAITING: ReadonlySet<OAuthErrorCode> = new Set(['authorization_pending', 'slow_down']);

/** Seconds that are not counted out. */
const FEW = 5;

/** A failure as its answer shows it, whoever asked: an app gets JSON, a person a page. */
export interface Failure {
  readonly status: number;
  readonly code: OAuthErrorCode;
  /** Safe to show; from a fixed catalogue or an {@link OAuthError}. */
  readonly message: string;
  readonly parameter?: string;
  /** Values of `WWW-Authenticate`, one for each scheme. */
  readonly challenges?: readonly string[];
  /** The challenge says it all: no body (RFC 6750 §3.1). */
  readonly isBare?: boolean;
  readonly retryAfterSeconds?: number;
  /** Methods of the address, where this one is none of them. */
  readonly allowed?: readonly string[];
  /** Handle of the authorization request that the person can go on with. */
  readonly waiting?: string;
  /** Page of ours that can be opened again, below the module's base path. */
  readonly ownPage?: string;
  /** The request was answered before: nothing is wrong, and the app is to be found here, if it has a page. */
  readonly answered?: { readonly appAddress?: string | undefined };
  /** Nothing is refused: the app is told to ask again. Neither logged nor recorded, or every poll of a device would be. */
  readonly isWaiting?: boolean;
  /** A fault of the server: logged with its cause. */
  readonly isFault: boolean;
}

const interactionFailures: Readonly<Record<InteractionProblem, { status: number; message: string }>> = {
  'expired-interaction': {
    status: 400,
    message:
      'This sign-in has expired or was finished already. Go back to the app and start again. If that happens every time, allow cookies for this site.',
  },
  'unknown-interaction': {
    status: 404,
    message: 'Nothing waits for a sign-in at this link. Go back to the app and start again.',
  },
  'answered-already': {
    status: 400,
    message: 'Your answer counts once, and it was sent to the app already.',
  },
  'expired-form': {
    status: 403,
    message: 'This page was open for too long, or you signed in elsewhere meanwhile.',
  },
  'form-without-cookie': {
    status: 403,
    message:
      'This page was open for too long, or your browser keeps no cookies. If it happens again, allow cookies for this site in the settings of the browser.',
  },
  'unreadable-answer': {
    status: 400,
    message:
      'The answer of the sign-in service cannot be read. Go back to the app and start again; if that happens every time, tell whoever runs this server.',
  },
  'foreign-sign-in': {
    status: 403,
    message: 'This sign-in was begun in another browser. It is over now; go back to the app and start again.',
  },
  'registration-elsewhere': {
    status: 403,
    message: 'Registration starts at another site. Follow the link that you were given there.',
  },
  'forged-form': { status: 403, message: 'The form did not come from a page of this server. Nothing was changed.' },
};

/** The answer an error deserves. Anything that is not expected becomes `server_error`, and its cause stays in the log. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OAuthError) return oauthFailure(error);
  if (error instanceof InteractionError) return interactionFailure(error);
  if (error instanceof ScriptFailure && wasNotBegun(error)) return busyScripts(error);
  if (error instanceof DatabaseUnavailableError) return unavailable(error.retryAfterSeconds);
  const status = statusOf(error);
  if (status !== undefined && status >= 400 && status < 500)
    return { status, code: 'invalid_request', message: messageOf(status), isFault: false };
  return { status: 500, code: 'server_error', message: 'The server could not complete the request.', isFault: true };
}

function interactionFailure({ problem, about: { waiting, ownPage, appAddress } }: InteractionError): Failure {
  return {
    code: 'invalid_request',
    isFault: false,
    ...interactionFailures[problem],
    ...(waiting !== undefined && { waiting }),
    ...(ownPage !== undefined && { ownPage }),
    ...(problem === 'answered-already' && { answered: { appAddress } }),
  };
}

function oauthFailure(error: OAuthError): Failure {
  return {
    status: httpStatusOf(error),
    code: error.code,
    message: error.description,
    isFault: false,
    ...(error.parameter !== undefined && { parameter: error.parameter }),
    ...challengeOf(error),
    ...(error.code === 'temporarily_unavailable' && { retryAfterSeconds: 2 }),
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
    ...(WAITING.has(error.code) && { isWaiting: true }),
  };
}

function challengeOf(error: OAuthError): Pick<Failure, 'challenges' | 'isBare'> {
  if (error.challenge === undefined) return {};
  if (error instanceof MissingTokenError)
    return { challenges: tokenChallenges(REALM, error.proofAlgorithms), isBare: true };
  if (error.challenge === 'Basic') return { challenges: [challenge('Basic', REALM)] };
  return { challenges: tokenErrorChallenges(REALM, error) };
}

function unavailable(retryAfterSeconds: number): Failure {
  const message = 'The server cannot reach its database. Try again in a few seconds.';
  return { status: 503, code: 'temporarily_unavailable', message, retryAfterSeconds, isFault: true };
}

/** Scripts have as much to do as they may, or one is left alone for a while: it passes by itself. */
function busyScripts(failure: ScriptFailure): Failure {
  const { retryAfterSeconds = 2 } = waitOf(failure);
  const message = `The server is busy. Try again in ${retryAfterSeconds <= FEW ? 'a few' : String(retryAfterSeconds)} seconds.`;
  return { status: 503, code: 'temporarily_unavailable', message, retryAfterSeconds, isFault: true };
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function messageOf(status: number): string {
  if (status === 404) return 'There is nothing at this address.';
  if (status === 413) return 'The request is larger than this server accepts.';
  return `The request cannot be read (${STATUS_CODES[status] ?? 'bad request'}).`;
}
