/** How long a fetched key set may be used, in seconds since it was fetched. */
export interface KeySetLifetime {
  /** Without looking again. */
  readonly fresh: number;
  /** While a newer one is being fetched, or cannot be had. Never less than `fresh`. */
  readonly stale: number;
}

/** Where the answer says nothing. */
const UNSAID: KeySetLifetime = { fresh: 300, stale: 3_600 };
/** A key that was withdrawn is not used for longer, whatever the answer allows. */
const LONGEST = 3_600;

/**
 * The lifetime that `Cache-Control` allows, at most an hour; never longer than it allows. Without a word on time: five minutes, and an hour
 * while the client's server is away.
 * @see RFC 9111 §5.2.2, RFC 5861; STD K7
 */
export function keySetLifetime(cacheControl: string | undefined): KeySetLifetime {
  const directives = directivesOf(cacheControl ?? '');
  if (directives.has('no-store') || directives.has('no-cache')) return { fresh: 0, stale: 0 };
  const maxAge = directives.get('max-age');
  if (maxAge === undefined) return directives.has('must-revalidate') ? { ...UNSAID, stale: UNSAID.fresh } : UNSAID;
  const fresh = seconds(maxAge);
  if (directives.has('must-revalidate')) return { fresh, stale: fresh };
  const more = ['stale-while-revalidate', 'stale-if-error'].map((name) => seconds(directives.get(name) ?? '0'));
  return { fresh, stale: Math.min(LONGEST, fresh + Math.max(...more)) };
}

/** What cannot be read allows nothing. */
function seconds(written: string): number {
  return /^\d{1,10}$/.test(written) ? Math.min(LONGEST, Number(written)) : 0;
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
