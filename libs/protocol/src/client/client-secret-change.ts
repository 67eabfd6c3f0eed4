import { equalInConstantTime } from '../constant-time.js';
import { isRedacted } from '../json/redacted.js';
import type { FormParameters } from '../oauth2/form-parameters.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { clientSecretLength, clientSecretProblem } from './client-secret.js';

/** What a client asks for when it replaces its secret (reference of the product, 3.9 and 18.1). */
export interface SecretChangeRequest {
  readonly newSecret: string;
  /** How long the secrets before it are accepted as well; 0 = not at all. */
  readonly graceMinutes: number;
}

/** A secret on its way in, and what it must not be. */
export interface ProposedSecret {
  readonly newSecret: string;
  /** The present secret, in every way that what was sent can be read. */
  readonly current: readonly string[];
  readonly clientId: string;
}

/** The parameter's documented name, and the one that some clients use. */
const NEW_SECRET = ['new_client_secret', 'new_secret'] as const;
/** Different characters that a secret has at least. */
const LEAST_VARIETY = 6;
/** Characters from which on a run such as `abcd` or `4321`, or the client's id, is no chance. */
const LONG_RUN = 4;

/**
 * Reads the parameters, apart from how the client proves itself: by `client_id` and `client_secret`, unless it sends an Authorization header.
 * @throws OAuthError invalid_request — names the parameter that is missing, out of range or sent twice
 */
export function readSecretChange(
  parameters: FormParameters,
  { hasHeader, mostGraceMinutes }: { readonly hasHeader: boolean; readonly mostGraceMinutes: number },
): SecretChangeRequest {
  parameters.assertWellFormed();
  if (!hasHeader) for (const name of ['client_id', 'client_secret']) if (!parameters.has(name)) throw missing(name);
  return { newSecret: readNewSecret(parameters), graceMinutes: readGrace(parameters, mostGraceMinutes) };
}

function readNewSecret(parameters: FormParameters): string {
  const [name = NEW_SECRET[0], second] = NEW_SECRET.filter((each) => parameters.has(each));
  if (second !== undefined) throw refused(second, `Send ${NEW_SECRET.join(' or ')}, not both.`);
  const secret = parameters.get(name);
  if (secret === undefined) throw missing(name);
  return secret;
}

/** Digits only: neither signs nor fractions, exponents or other bases (S-07). */
function readGrace(parameters: FormParameters, most: number): number {
  const text = parameters.get('grace_period_mins') ?? '0';
  const minutes = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (minutes <= most) return minutes;
  throw refused('grace_period_mins', `Write grace_period_mins as a whole number of minutes from 0 to ${String(most)}.`);
}

function missing(name: string): OAuthError {
  return refused(name, `The parameter ${name} is missing.`);
}

function refused(parameter: string, description: string): OAuthError {
  return new OAuthError('invalid_request', description, { parameter });
}

/**
 * Why a client may not take this text for its new secret; undefined where it may. Weak is what has fewer than 6 different characters, consists
 * of runs like `abcd` and `4321`, or has fewer than 8 characters besides the client's id.
 */
export function proposedSecretProblem({ newSecret, current, clientId }: ProposedSecret): string | undefined {
  const problem = clientSecretProblem(newSecret);
  if (problem !== undefined) return problem;
  if (current.some((secret) => equalInConstantTime(secret, newSecret))) return 'is the present one';
  if (isRedacted(newSecret)) return 'is what exports show in place of a secret';
  if (new Set(newSecret).size < LEAST_VARIETY) return `has fewer than ${String(LEAST_VARIETY)} different characters`;
  if (averageRun(newSecret) >= LONG_RUN) return 'consists of runs of neighbouring characters';
  return isMostly(clientId, newSecret) ? "is little more than the client's id" : undefined;
}

/** A short id is in many texts by chance. */
function isMostly(clientId: string, secret: string): boolean {
  const rest = secret.toLowerCase().replaceAll(clientId.toLowerCase(), '');
  return clientId.length >= LONG_RUN && rest.length < clientSecretLength.least;
}

/** How many characters follow one another upwards or downwards before the next run begins, on average. */
function averageRun(text: string): number {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const breaks = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) !== 1);
  return codes.length / (breaks.length + 1);
}
