import { type AudienceRule, readAudience } from './audience.js';
import type { FormParameters } from './form-parameters.js';
import { parseScope } from './scope.js';
import type { ShownParameters } from './shown-parameters.js';
import { formatUserCode } from './user-code.js';

/** Value of `grant_type` of a device that asks whether a person has answered (RFC 8628 §3.4). */
export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** What a device asks for (RFC 8628 §3.1). */
export interface DeviceAuthorizationRequest {
  /** Empty = the client's whole list. */
  readonly scopes: readonly string[];
  readonly audience: readonly string[];
  /** Those of its parameters that the module shows to scripts. */
  readonly shownParameters?: ShownParameters;
}

/** @throws OAuthError invalid_scope — `scope` is malformed; as `readAudience` */
export function readDeviceAuthorizationRequest(
  parameters: FormParameters,
  rule: AudienceRule,
): DeviceAuthorizationRequest {
  return { scopes: parseScope(parameters.get('scope')), audience: readAudience(parameters, rule) };
}

/** What a device shows and does next. */
export interface StartedDeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  /** Where the person enters the user code. */
  readonly verificationUri: string;
  /** Seconds until both codes end. */
  readonly expiresIn: number;
  /** Least seconds between two polls. */
  readonly interval: number;
}

/** The JSON object of the answer (RFC 8628 §3.2). */
export function deviceAuthorizationResponse(started: StartedDeviceAuthorization): Readonly<Record<string, unknown>> {
  const userCode = formatUserCode(started.userCode);
  return {
    device_code: started.deviceCode,
    user_code: userCode,
    verification_uri: started.verificationUri,
    verification_uri_complete: `${started.verificationUri}?user_code=${userCode}`,
    expires_in: started.expiresIn,
    interval: started.interval,
  };
}
