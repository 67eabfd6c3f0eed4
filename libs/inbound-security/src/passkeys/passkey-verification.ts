import type { RelyingParty } from '#protocol/passkey/relying-party';
import { PASSKEY_ALGORITHMS } from './ceremony-options.js';
import type { AssertionAnswer, RegistrationAnswer } from './passkey-answer.js';

/** What a new passkey is. */
export interface VerifiedRegistration {
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly isSynced: boolean;
  readonly isBackedUp: boolean;
}

/** What a passkey says of itself when it is used. */
export interface VerifiedAssertion {
  readonly counter: number;
  readonly isSynced: boolean;
  readonly isBackedUp: boolean;
}

/** By which key and under which conditions an answer is checked. */
export interface AssertionCheck {
  readonly publicKey: Buffer;
  readonly relyingParty: RelyingParty;
  readonly requireUserVerification: boolean;
}

/** Loaded when the first passkey is shown: servers whose people have none start without it. */
const library = () => import('@simplewebauthn/server');
const helpers = () => import('@simplewebauthn/server/helpers');

/**
 * Checks the answer to a registration (WebAuthn Level 3 §7.1), but for its challenge, which was claimed before; undefined when it does not count.
 */
export async function verifyRegistration(
  { id, challenge, clientDataJSON, attestationObject }: RegistrationAnswer,
  { id: rpId, origin }: RelyingParty,
): Promise<VerifiedRegistration | undefined> {
  const [{ verifyRegistrationResponse }, formats] = await Promise.all([library(), helpers()]);
  try {
    if (!isWithoutCertificate(attestationObject, formats)) return undefined;
    const response = { clientDataJSON, attestationObject };
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
    });
    if (!verified || registrationInfo.credential.id !== id) return undefined;
    const { credential, credentialDeviceType, credentialBackedUp: isBackedUp } = registrationInfo;
    const isSynced = credentialDeviceType === 'multiDevice';
    return { publicKey: Buffer.from(credential.publicKey), counter: credential.counter, isSynced, isBackedUp };
  } catch {
    // Whatever is wrong with it, it is wrong: an answer that was made by hand.
    return undefined;
  }
}

/** Checks the answer to a request (WebAuthn Level 3 §7.2), but for challenge and counter, which statements decide about. */
export async function verifyAssertion(
  { id, challenge, clientDataJSON, authenticatorData, signature }: AssertionAnswer,
  { publicKey, relyingParty, requireUserVerification }: AssertionCheck,
): Promise<VerifiedAssertion | undefined> {
  const { verifyAuthenticationResponse } = await library();
  try {
    const response = { clientDataJSON, authenticatorData, signature };
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.origin,
      expectedRPID: relyingParty.id,
      credential: { id, publicKey: new Uint8Array(publicKey), counter: 0 },
      requireUserVerification,
    });
    if (!verified) return undefined;
    const { newCounter, credentialDeviceType, credentialBackedUp: isBackedUp } = authenticationInfo;
    return { counter: newCounter, isSynced: credentialDeviceType === 'multiDevice', isBackedUp };
  } catch {
    return undefined;
  }
}

/**
 * Nobody is asked for an attestation, so none with certificates is looked at: they would be a stranger's, and some name addresses to be fetched.
 */
function isWithoutCertificate(
  attestationObject: string,
  { decodeAttestationObject, isoBase64URL }: Awaited<ReturnType<typeof helpers>>,
): boolean {
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const format = decoded.get('fmt');
  return format === 'none' || (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined);
}
