/** What callback scripts are told of the request that brought the proof of a sign-in. */
export interface RequestFacts {
  readonly remoteScheme: 'http' | 'https';
  /** By lower-case name, without credentials, cookies and the like. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers whose names say that they prove or open something. */
const SECRET = /authorization|cookie|token|secret|password|passwd|credential|assertion|api-?key|dpop|session/;
const MOST_HEADERS = 50;
/** Characters; what is longer is left out. */
const LONGEST_HEADER = 1_000;

/** A request's headers as scripts may see them. @param headers as Node gives them, by lower-case name */
export function requestFacts(
  remoteScheme: RequestFacts['remoteScheme'],
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): RequestFacts {
  const shown = Object.entries(headers).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value : value?.join(', ');
    const isShown = text !== undefined && text.length <= LONGEST_HEADER && !SECRET.test(name.toLowerCase());
    return isShown ? [[name.toLowerCase(), text] as const] : [];
  });
  return { remoteScheme, headers: Object.fromEntries(shown.slice(0, MOST_HEADERS)) };
}
