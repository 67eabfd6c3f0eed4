/** Whether a text must never be shown, whatever it is the value of: it holds a private key, or a URL with a password (V-102). */
export function holdsSecret(text: string): boolean {
  return holdsPrivateKey(text) || holdsUrlPassword(text);
}

/**
 * Whether a text is a URL, or a list of them, that lets in whoever reads it: by a password in front of the host (RFC 3986 §3.2.1), or by a
 * parameter that is named so. A reference to a variable in its place is no password.
 */
function holdsUrlPassword(text: string): boolean {
  return text
    .split(/[\s,]+/)
    .some((url) => URL_START.test(url) && (USER_PASSWORD.test(url) || PASSWORD_PARAMETER.test(url)));
}

const URL_START = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\//i;
const USER_PASSWORD = /^[a-z0-9+.:-]+:\/\/[^/?#@:]*:[^/?#@]+@/i;
const PASSWORD_PARAMETER = /[?&;][a-z_-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key)=[^&;#]/i;

/** Whether a text is, or holds, a private key: as PEM, as JSON Web Key however it is quoted, or as the base64 that is in a PEM file. */
function holdsPrivateKey(text: string): boolean {
  return /BEGIN [A-Z0-9 ]*PRIVATE KEY/i.test(text) || holdsPrivateJwk(text) || isPrivateDer(text.replaceAll(/\s/g, ''));
}

function holdsPrivateJwk(text: string): boolean {
  return /\bkty\b/.test(text) && /\b(?:d|p|q|k)\\?["']?\s*:\s*\\?["']?[\w-]/.test(text);
}

/** PKCS #8 and #1 begin as a sequence with version 0, SEC 1 with version 1 and an octet string (RFC 5208 §5, RFC 8017 A.1.2, RFC 5915 §3). */
function isPrivateDer(text: string): boolean {
  if (!/^[\w+/-]{40,}=*$/.test(text)) return false;
  const start = Buffer.from(text.slice(0, 16), 'base64').toString('hex');
  return /^30(?:[0-7].|81..|82....)0201(?:00|0104)/.test(start);
}
