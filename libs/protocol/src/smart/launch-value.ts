import { sha256Base64Url } from '../hash.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { isOwnValue } from '../own-value.js';
import { randomToken } from '../random.js';

/** By which secret scanners and this server know a launch value of ours (ruling 41, R-14). */
const PREFIX = 'ghl_';
/** Longest value of another system that is kept for the scripts, in characters; some are whole tokens. */
const LONGEST_FOREIGN_VALUE = 8 * 1024;
/** Characters of the hash by which audit log and scripts know a launch: 132 bits, and no way back to the value. */
const ID_LENGTH = 22;

/**
 * The `launch` parameter of an authorization request: a value of ours by its hash alone, which is what is stored; any other value as it is,
 * for the scripts (ruling 41).
 */
export type LaunchParameter = { readonly launchHash: string } | { readonly launch: string };

/** A launch value nobody can guess: 256 random bits behind our prefix. */
export function newLaunchValue(): string {
  return randomToken(PREFIX);
}

/**
 * Tells launch values of ours from those of other systems.
 * @throws OAuthError invalid_request — it is a one-time value of ours, of another kind, which must reach neither the scripts nor a log (V-22), or
 * it is longer than 8 KB
 */
export function readLaunchParameter(value: string): LaunchParameter {
  if (value.startsWith(PREFIX)) return { launchHash: sha256Base64Url(value) };
  if (isOwnValue(value)) throw refused('launch holds a value of another kind; pass on what the EHR sent');
  if (value.length > LONGEST_FOREIGN_VALUE) throw refused('launch is longer than any EHR writes it');
  return { launch: value };
}

/** The id under which audit log and scripts know a launch of ours. */
export function launchIdOf(launchHash: string): string {
  return launchHash.slice(0, ID_LENGTH);
}

/**
 * One text for every launch value of ours that does not work, so that nobody learns whose it is.
 * @param cause why, for the log
 */
export function unusableLaunch(cause: string): OAuthError {
  return new OAuthError(
    'invalid_request',
    'The launch value is unknown, was used before, has expired or was made for another app; start the app from the EHR again',
    { parameter: 'launch', cause },
  );
}

/** The refusal of an app's own launch value beside another FHIR base than it was ordered for. Only the app that it was ordered for is told. */
export function launchForAnotherBase(): OAuthError {
  return new OAuthError(
    'invalid_request',
    'The EHR started the app for another FHIR server than aud names; send as aud the iss that came with the launch value',
    { parameter: 'aud', cause: 'the launch is for another FHIR base' },
  );
}

function refused(problem: string): OAuthError {
  return new OAuthError('invalid_request', problem, { parameter: 'launch' });
}
