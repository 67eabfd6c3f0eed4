import { isJsonObject, jsonObjectIn } from '#protocol/json/json-object';

/** Characters of an answer with an RSA key, and some more. */
const LONGEST_ANSWER = 16_384;
/** Credential ids have at most 1,023 bytes (WebAuthn Level 3 §4). */
const LONGEST_ID = 1_364;
const BASE64URL = /^[\w-]+$/;
const TRANSPORT = /^[a-z-]{1,20}$/;
const MOST_TRANSPORTS = 8;

/** What a browser answers to a registration; everything is base64url. */
export interface RegistrationAnswer {
  readonly id: string;
  readonly challenge: string;
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports: readonly string[];
}

/** What a browser answers to a request for a passkey; everything is base64url. */
export interface AssertionAnswer {
  readonly id: string;
  readonly challenge: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string;
}

/** Reads RegistrationResponseJSON; undefined when it is none. Whatever else is in it counts for nothing. */
export function readRegistrationAnswer(text: string): RegistrationAnswer | undefined {
  const answer = commonOf(text);
  const attestationObject = base64url(answer?.response['attestationObject']);
  if (answer === undefined || attestationObject === undefined) return undefined;
  const { id, challenge, clientDataJSON, response } = answer;
  return { id, challenge, clientDataJSON, attestationObject, transports: transportsOf(response['transports']) };
}

/** Reads AuthenticationResponseJSON; undefined when it is none. */
export function readAssertionAnswer(text: string): AssertionAnswer | undefined {
  const answer = commonOf(text);
  if (answer === undefined) return undefined;
  const { id, challenge, clientDataJSON, response } = answer;
  const authenticatorData = base64url(response['authenticatorData']);
  const signature = base64url(response['signature']);
  if (authenticatorData === undefined || signature === undefined) return undefined;
  const userHandle = base64url(response['userHandle']);
  return {
    id,
    challenge,
    clientDataJSON,
    authenticatorData,
    signature,
    ...(userHandle !== undefined && { userHandle }),
  };
}

function commonOf(text: string) {
  if (text === '' || text.length > LONGEST_ANSWER) return undefined;
  const read = jsonObjectIn(text);
  if (read.kind === 'fault') return undefined;
  const { id, rawId, type, response } = read.object;
  if (type !== 'public-key' || id !== rawId || !isJsonObject(response)) return undefined;
  const credentialId = base64url(id);
  const clientDataJSON = base64url(response['clientDataJSON']);
  if (credentialId === undefined || credentialId.length > LONGEST_ID || clientDataJSON === undefined) return undefined;
  const challenge = challengeIn(clientDataJSON);
  return challenge === undefined ? undefined : { id: credentialId, challenge, clientDataJSON, response };
}

/** The challenge that the browser says it answers (WebAuthn Level 3 §5.8.1). Pages of ours are in nobody's frame, so that no such answer counts. */
function challengeIn(clientDataJSON: string): string | undefined {
  const read = jsonObjectIn(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
  if (read.kind === 'fault') return undefined;
  const { challenge, crossOrigin } = read.object;
  return typeof challenge === 'string' && crossOrigin !== true ? challenge : undefined;
}

function transportsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const known = value.filter((each): each is string => typeof each === 'string' && TRANSPORT.test(each));
  return [...new Set(known)].slice(0, MOST_TRANSPORTS);
}

function base64url(value: unknown): string | undefined {
  return typeof value === 'string' && BASE64URL.test(value) ? value : undefined;
}
