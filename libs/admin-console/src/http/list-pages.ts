/** Which part of a list an address asks for; parts in addresses are counted from 1. */
export function pageIndexOf(query: URLSearchParams): number {
  const text = query.get('page') ?? '';
  return /^\d{1,6}$/.test(text) ? Math.max(0, Number(text) - 1) : 0;
}

/** Links to the parts before and behind, for the partial `pages`. */
export function pagesAround(path: string, query: URLSearchParams, pageIndex: number, totalPages: number) {
  const to = (index: number): string => {
    const next = new URLSearchParams(query);
    next.delete('done');
    next.set('page', String(index + 1));
    return `${path}?${next.toString()}`;
  };
  return {
    before: pageIndex > 0 ? to(pageIndex - 1) : undefined,
    behind: pageIndex + 1 < totalPages ? to(pageIndex + 1) : undefined,
    place: totalPages > 1 ? `${String(pageIndex + 1)} of ${String(totalPages)}` : undefined,
  };
}
