/** How long a fetched key set may be used, in seconds since it was fetched. */
export interface KeySetLifetime {
  /** Without looking again. */
  readonly fresh: number;
  /** While a newer one is being fetched, or cannot be had. Never less than `fresh`. */
  readonly stale: number;
}

/** What the answer says of caching. */
export interface CachingWord {
  readonly cacheControl: string | undefined;
  /** How long a cache on the way has had it, in seconds. */
  readonly age: number;
}

/** Where the answer says nothing. */
const UNSAID: KeySetLifetime = { fresh: 300, stale: 3_600 };
/** A key that was withdrawn is not used for longer, whatever the answer allows. */
const LONGEST = 3_600;

/**
 * The lifetime that `Cache-Control` allows, at most an hour; never longer than it allows. Without a word on time: five minutes, and an hour
 * while the client's server is away.
 * @see RFC 9111 §4.2.3 and §5.2.2, RFC 5861; STD K7
 */
export function keySetLifetime({ cacheControl, age }: CachingWord): KeySetLifetime {
  const directives = directivesOf(cacheControl ?? '');
  if (directives.has('no-store') || directives.has('no-cache')) return { fresh: 0, stale: 0 };
  const maxAge = directives.get('max-age');
  if (maxAge === undefined) return directives.has('must-revalidate') ? { ...UNSAID, stale: UNSAID.fresh } : UNSAID;
  const left = (secondsMore: number): number => Math.min(LONGEST, Math.max(0, seconds(maxAge) + secondsMore - age));
  const mayBeStale = directives.has('must-revalidate') ? [] : ['stale-while-revalidate', 'stale-if-error'];
  const more = mayBeStale.map((name) => seconds(directives.get(name) ?? '0'));
  return { fresh: left(0), stale: left(Math.max(0, ...more)) };
}

/** What cannot be read allows nothing. */
function seconds(written: string): number {
  return /^\d{1,10}$/.test(written) ? Number(written) : 0;
}

/** Of a directive that stands there twice, the first counts. */
function directivesOf(cacheControl: string): ReadonlyMap<string, string> {
  const pairs = cacheControl
    .slice(0, 1_000)
    .split(',')
    .map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=', 2);
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')];
    });
  return new Map(pairs.toReversed());
}
