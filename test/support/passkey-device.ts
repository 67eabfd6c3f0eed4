import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What a device does that is not as it should be, or not as it usually is. */
export interface Behaviour {
  /** Origin of the page, as the browser sees it. */
  readonly origin?: string;
  /** Relying party that the device signs for. */
  readonly rpId?: string;
  /** Type that the browser writes. */
  readonly type?: string;
  /** Members that the browser writes besides. */
  readonly clientData?: Readonly<Record<string, unknown>>;
  /** What the signature counter says; one more than the last time unless given. */
  readonly counter?: number;
  /** Whether the device has asked for PIN or finger. */
  readonly isVerified?: boolean;
  /** Whether somebody has touched it. */
  readonly isPresent?: boolean;
  /** User handle in the answer. */
  readonly userHandle?: string | null;
  /** Statement format of a registration. */
  readonly format?: string;
  /** The challenge, in place of that of the options. */
  readonly challenge?: string;
  /** Signs with another key. */
  readonly wrongKey?: true;
}

interface Options {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id: string };
  readonly user?: { readonly id: string };
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const CAN_BE_COPIED = 0x08;
const BACKED_UP = 0x10;
const HAS_KEY = 0x40;

/** A device with one passkey, and the browser in front of it: answers as WebAuthn Level 3 says, or as a test wants. */
export class PasskeyDevice {
  readonly credentialId: string;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  #userHandle = '';
  #counter: number;

  /** @param isSynced its key is in the cloud: it does not count its uses */
  constructor(
    private readonly origin: string,
    private readonly isSynced = false,
  ) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    [this.#privateKey, this.#publicKey] = [privateKey, publicKey];
    this.credentialId = randomBytes(24).toString('base64url');
    this.#counter = isSynced ? 0 : 1;
  }

  /** RegistrationResponseJSON for PublicKeyCredentialCreationOptionsJSON, both as text. */
  create(options: string, behaviour: Behaviour = {}): string {
    const { challenge, rp, user } = JSON.parse(options) as Options;
    this.#userHandle = user?.id ?? '';
    const id = Buffer.from(this.credentialId, 'base64url');
    const key = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, coseKey(this.#publicKey)]);
    const authData = Buffer.concat([this.authenticatorData(rp?.id ?? '', behaviour, HAS_KEY), key]);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      ...[cborText('fmt'), cborText(behaviour.format ?? 'none')],
      ...[cborText('attStmt'), Buffer.from([0xa0])],
      ...[cborText('authData'), cborBytes(authData)],
    ]);
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', challenge, behaviour),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** AuthenticationResponseJSON for PublicKeyCredentialRequestOptionsJSON, both as text. */
  get(options: string, behaviour: Behaviour = {}): string {
    const { challenge, rpId = '' } = JSON.parse(options) as Options;
    if (!this.isSynced) this.#counter += 1;
    const authData = this.authenticatorData(rpId, behaviour);
    const clientDataJSON = this.clientData('webauthn.get', challenge, behaviour);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const key = behaviour.wrongKey ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.#privateKey;
    const handle = behaviour.userHandle === undefined ? this.#userHandle : behaviour.userHandle;
    return this.answer({
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', Buffer.concat([authData, hash]), key).toString('base64url'),
      ...(handle !== null && { userHandle: handle }),
    });
  }

  private answer(response: object): string {
    const { credentialId: id } = this;
    return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} });
  }

  private clientData(type: string, challenge: string, behaviour: Behaviour): string {
    const data = {
      type: behaviour.type ?? type,
      challenge: behaviour.challenge ?? challenge,
      origin: behaviour.origin ?? this.origin,
      crossOrigin: false,
      ...behaviour.clientData,
    };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }

  private authenticatorData(rpId: string, behaviour: Behaviour, more = 0): Buffer {
    const { isPresent = true, isVerified = true, counter = this.#counter } = behaviour;
    const copies = this.isSynced ? CAN_BE_COPIED | BACKED_UP : 0;
    const flags = (isPresent ? PRESENT : 0) | (isVerified ? VERIFIED : 0) | copies | more;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const party = createHash('sha256')
      .update(behaviour.rpId ?? rpId)
      .digest();
    return Buffer.concat([party, Buffer.from([flags]), count]);
  }
}

/** COSE_Key of a P-256 key (RFC 9053 §7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(xBytes),
    Buffer.from([0x22]),
    cborBytes(yBytes),
  ]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}

function cborBytes(bytes: Buffer): Buffer {
  const head =
    bytes.length < 256 ? Buffer.from([0x58, bytes.length]) : Buffer.concat([Buffer.from([0x59]), uint16(bytes.length)]);
  return Buffer.concat([head, bytes]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
