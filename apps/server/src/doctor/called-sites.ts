/** Counted apart from the calls that the server itself makes. */
export const SHARE = { pool: 'doctor' };

/** Most of one kind that are called, and how many of them at once: each may take five seconds. */
export const MOST_SITES = { inAll: 40, atOnce: 8 };

/** What looking at each of some other servers finds, a few at once. */
export async function lookAtEach<Site, Found>(
  sites: readonly Site[],
  look: (site: Site) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let at = 0; at < sites.length; at += MOST_SITES.atOnce) {
    const some = sites.slice(at, at + MOST_SITES.atOnce);
    found.push(...(await Promise.all(some.map(look))).flat());
  }
  return found;
}
