import type { RelyingParty } from '#protocol/passkey/relying-party';
import { CHALLENGE_SECONDS } from '#protocol/passkey/passkey-challenge';

/** EdDSA, ES256, RS256: what authenticators have (IANA COSE Algorithms). */
export const PASSKEY_ALGORITHMS: readonly number[] = [-8, -7, -257];

/** A passkey as a browser is told of it. */
export interface NamedCredential {
  readonly credential_id: string;
  readonly transports: readonly string[];
}

/** For whom a passkey is made. */
export interface PasskeyOwner {
  /** Base64url; says nothing of the person. */
  readonly handle: string;
  readonly username: string;
  readonly fullName: string;
}

/** What asks for a new passkey. */
export interface RegistrationAsk {
  readonly challenge: string;
  readonly relyingParty: RelyingParty;
  /** Name of the server. */
  readonly serverName: string;
  readonly owner: PasskeyOwner;
  /** Those that the person has. */
  readonly known: readonly NamedCredential[];
}

/**
 * PublicKeyCredentialCreationOptionsJSON. Where the key comes from does not matter, so that nothing is asked about the maker of the device. A passkey
 * that the device finds by itself, and that takes a PIN or a finger to use, is preferred: it is good for a sign-in without a password.
 */
export function registrationOptions({ challenge, relyingParty, serverName, owner, known }: RegistrationAsk): string {
  const { handle, username, fullName } = owner;
  return JSON.stringify({
    rp: { id: relyingParty.id, name: serverName },
    user: { id: handle, name: username, displayName: fullName === '' ? username : fullName },
    challenge,
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CHALLENGE_SECONDS * 1_000,
    excludeCredentials: known.map(descriptor),
    authenticatorSelection: { residentKey: 'preferred', requireResidentKey: false, userVerification: 'preferred' },
    attestation: 'none',
  });
}

/** What asks for a passkey that there is. */
export interface AssertionAsk {
  readonly challenge: string;
  readonly relyingParty: RelyingParty;
  /** Those that may answer; none: whichever the device finds. */
  readonly allowed: readonly NamedCredential[];
  /** `required` where nothing else is proved (no password); beside a password, to have the device is the second factor. */
  readonly userVerification: 'required' | 'preferred';
}

/** PublicKeyCredentialRequestOptionsJSON. */
export function assertionOptions({ challenge, relyingParty, allowed, userVerification }: AssertionAsk): string {
  return JSON.stringify({
    challenge,
    rpId: relyingParty.id,
    timeout: CHALLENGE_SECONDS * 1_000,
    allowCredentials: allowed.map(descriptor),
    userVerification,
  });
}

function descriptor({ credential_id: id, transports }: NamedCredential) {
  return { type: 'public-key', id, ...(transports.length > 0 && { transports }) };
}
