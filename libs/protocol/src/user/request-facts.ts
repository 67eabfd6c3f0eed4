/** What callback scripts are told of the request that brought the proof of a sign-in. */
export interface RequestFacts {
  readonly remoteScheme: 'http' | 'https';
  /** By lower-case name, without credentials, cookies and the like. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers whose names say that they prove or open something. */
const SECRET =
  /auth(?!ority)|cookie|token|secret|passw|credential|assertion|key(?!board)|dpop|session|jwt|csrf|xsrf|signature|oidc|cert|(?:^|-)(?:pin|otp|sid|pass|pwd|sig)(?:-|$)/;
/** What proxies say of whom they speak for, and what anybody may write. */
const OF_PROXIES =
  /^(?:forwarded|via|x-forwarded(?:-.*)?|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|(?:x-)?remote-.*|x-original-.*)$/;
const MOST_HEADERS = 50;
/** Characters; what is longer is left out. */
const LONGEST_HEADER = 1_000;

/**
 * A request's headers as scripts may see them.
 * @param headers as Node gives them, by lower-case name
 * @param isByProxy the peer is a proxy that is trusted: only then is anything in what proxies say
 */
export function requestFacts(
  remoteScheme: RequestFacts['remoteScheme'],
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  isByProxy = false,
): RequestFacts {
  const shown = Object.entries(headers).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value : value?.join(', ');
    const isHidden = SECRET.test(name.toLowerCase()) || (!isByProxy && OF_PROXIES.test(name.toLowerCase()));
    const isShown = text !== undefined && text.length <= LONGEST_HEADER && !isHidden;
    return isShown ? [[name.toLowerCase(), text] as const] : [];
  });
  return { remoteScheme, headers: Object.fromEntries(shown.slice(0, MOST_HEADERS)) };
}
