const LONGEST_URI = 2048;
/** Everything RFC 3986 allows in a URI but `#`; percent-encodings are complete. */
const URI_CHARACTERS = /^(?:[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;
const ENCODED_CONTROL_CHARACTER = /%(?:[01][0-9A-Fa-f]|7[Ff])/;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/;?]|$)/i;
const HOST_AND_PORT = /^(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/;
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Schemes that run code, read files or reach other programs of the machine, and would pass for an app's own (V-09). */
const dangerousSchemes: ReadonlySet<string> = new Set([
  ...[
    'javascript',
    'vbscript',
    'livescript',
    'mocha',
    'data',
    'file',
    'blob',
    'filesystem',
    'about',
    'view-source',
    'jar',
    'wyciwyg',
  ],
  ...[
    'chrome',
    'chrome-extension',
    'moz-extension',
    'resource',
    'ms-browser-extension',
    'devtools',
    'feed',
    'content',
    'intent',
  ],
  ...[
    'ftp',
    'ftps',
    'sftp',
    'ssh',
    'telnet',
    'ws',
    'wss',
    'mailto',
    'tel',
    'sms',
    'cid',
    'mid',
    'urn',
    'ldap',
    'ldaps',
    'smb',
    'search-ms',
  ],
]);

/** Members of an authorization response: one of them in the registered query would come twice in the answer (V-07). */
const responseParameters = [
  'code',
  'state',
  'iss',
  'error',
  'error_description',
  'error_uri',
  'access_token',
  'id_token',
];

/**
 * Why a URI cannot be a redirect URI, in words that say what to change; `undefined` where it can. Allowed are `https`, `http` to the loopback
 * alone (B-22), and the private-use scheme of an app, as in `com.example.app:/cb` or `myapp://smart/callback` (RFC 8252 §7.1).
 * @see RFC 6749 §3.1.2; R-07, V-09, V-84
 */
export function redirectUriProblem(uri: string): string | undefined {
  return textProblem(uri) ?? schemeProblem(uri) ?? queryProblem(uri);
}

/** Why a URI cannot be the address of a document we fetch or link to, such as a JWK set; `https`, or `http` to the loopback. */
export function webUrlProblem(uri: string): string | undefined {
  const problem = textProblem(uri) ?? schemeProblem(uri);
  if (problem !== undefined) return problem;
  return /^https?:/.test(uri) ? undefined : 'must begin with https://';
}

function textProblem(uri: string): string | undefined {
  if (uri.length > LONGEST_URI) return `is longer than ${String(LONGEST_URI)} characters`;
  if (uri.includes('#')) return 'has a fragment; leave out everything from # on';
  if (!URI_CHARACTERS.test(uri)) return 'has a character that a URI cannot have; percent-encode it';
  if (ENCODED_CONTROL_CHARACTER.test(uri)) return 'has an encoded control character; leave it out';
  if (DOT_SEGMENT.test(uri.split('?', 1)[0] ?? '')) return 'has a . or .. segment in its path; write the path out';
  return undefined;
}

function schemeProblem(uri: string): string | undefined {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):(.*)$/.exec(uri) ?? [];
  if (scheme === undefined || rest === undefined)
    return 'is not an absolute URI with a scheme in lower case, such as https://app.example/callback';
  if (scheme === 'https' || scheme === 'http') return authorityProblem(scheme, rest);
  if (dangerousSchemes.has(scheme)) return `uses the scheme ${scheme}, which is not allowed`;
  if (scheme.length < 3 || !/^\/[^/]|^\/\/[^/]/.test(rest))
    return 'must be like com.example.app:/callback or myapp://callback';
  if (authorityOf(rest).includes('@')) return 'has user information before an @; leave it out';
  return undefined;
}

function authorityProblem(scheme: 'http' | 'https', rest: string): string | undefined {
  const authority = authorityOf(rest);
  if (authority.includes('@')) return 'has user information before an @; leave it out';
  const [matched, port] = HOST_AND_PORT.exec(authority) ?? [];
  if (matched === undefined) return 'has no proper host name after ://';
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    return 'has a port that is not between 1 and 65535';
  if (scheme === 'http' && !LOOPBACK_HOSTS.has(authority.replace(/:\d+$/, ''))) {
    return 'uses http; use https, http is for localhost, 127.0.0.1 and [::1] only';
  }
  return undefined;
}

/** The text between `//` and the next `/` or `?`; empty where there is none. */
function authorityOf(rest: string): string {
  return /^\/\/([^/?]*)/.exec(rest)?.[1] ?? '';
}

function queryProblem(uri: string): string | undefined {
  const query = uri.includes('?') ? uri.slice(uri.indexOf('?') + 1) : '';
  const names = new URLSearchParams(query);
  const taken = responseParameters.find((name) => names.has(name));
  return taken === undefined ? undefined : `has ${taken} in its query, which the answer adds; leave it out`;
}
