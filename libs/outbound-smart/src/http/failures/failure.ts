import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DatabaseUnavailableError } from '#database/sql.port';
import type { Phrase } from '#protocol/phrase';
import { challenge, tokenChallenges, tokenErrorChallenges } from '#protocol/oauth2/challenge';
import { httpStatusOf, OAuthError, type OAuthErrorCode } from '#protocol/oauth2/oauth-error';
import { ScriptFailure, waitOf, wasNotBegun } from '#scripts/script-failure.port';
import { inEnglish, say } from '#skin/phrases.port';
import { InteractionError, type InteractionProblem } from '../../authorization-flow/interaction-error.js';
import { oauthPhrase } from './oauth-phrase.js';
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
  /** Safe to show; from a fixed catalogue or an {@link OAuthError}. In English, for apps, log and audit. */
  readonly message: string;
  /** The same for people, who read it in the language of the page. */
  readonly said: Phrase;
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

const interactionStatuses: Readonly<Record<InteractionProblem, number>> = {
  'expired-interaction': 400,
  'unknown-interaction': 404,
  'answered-already': 400,
  'expired-form': 403,
  'form-without-cookie': 403,
  'unreadable-answer': 400,
  'foreign-sign-in': 403,
  'registration-elsewhere': 403,
  'forged-form': 403,
};

/** The answer an error deserves. Anything that is not expected becomes `server_error`, and its cause stays in the log. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OAuthError) return oauthFailure(error);
  if (error instanceof InteractionError) return interactionFailure(error);
  if (error instanceof ScriptFailure && wasNotBegun(error)) return busyScripts(error);
  if (error instanceof DatabaseUnavailableError) return unavailable(error.retryAfterSeconds);
  const status = statusOf(error);
  if (status !== undefined && status >= 400 && status < 500)
    return { status, code: 'invalid_request', ...told(saidOf(status)), isFault: false };
  return { status: 500, code: 'server_error', ...told(say('failure.server')), isFault: true };
}

function interactionFailure({ problem, about: { waiting, ownPage, appAddress } }: InteractionError): Failure {
  return {
    code: 'invalid_request',
    isFault: false,
    status: interactionStatuses[problem],
    ...told(say(`failure.${problem}`)),
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
    said: oauthPhrase(error),
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
  const what = told(say('failure.database'));
  return { status: 503, code: 'temporarily_unavailable', ...what, retryAfterSeconds, isFault: true };
}

/** Scripts have as much to do as they may, or one is left alone for a while: it passes by itself. */
function busyScripts(failure: ScriptFailure): Failure {
  const { retryAfterSeconds = 2 } = waitOf(failure);
  const isSoon = retryAfterSeconds <= FEW;
  const what = told(isSoon ? say('failure.busy') : say('failure.busy-for', { seconds: retryAfterSeconds }));
  return { status: 503, code: 'temporarily_unavailable', ...what, retryAfterSeconds, isFault: true };
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function saidOf(status: number): Phrase {
  if (status === 404) return say('failure.not-found');
  if (status === 413) return say('failure.too-large');
  return say('failure.unreadable', { status: STATUS_CODES[status] ?? 'bad request' });
}

/** A phrase, and the same in English. */
export function told(said: Phrase): Pick<Failure, 'message' | 'said'> {
  return { said, message: inEnglish(said) };
}
