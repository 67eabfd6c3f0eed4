/** Which page of a list somebody has, as the lists of the administration API say it. */
interface ListPage {
  /** From 0. */
  readonly pageIndex?: unknown;
  readonly totalPages?: unknown;
}

/** Beyond it nobody counts pages. */
const MOST_PAGES = 1_000_000;

/**
 * The pages of a list that are missing beside the one that is there, counted from 1, as text: `pages 1, 3 and 4`; `undefined` where nothing is missing, or
 * nobody knows.
 */
export function missingPages({ pageIndex, totalPages }: ListPage): string | undefined {
  const page = (countOf(pageIndex) ?? 0) + 1;
  const last = countOf(totalPages) ?? page;
  const ranges = [...rangeOf(1, page - 1), ...rangeOf(page + 1, last)];
  if (ranges.length === 0) return undefined;
  return `${page > 2 || last > 2 ? 'pages' : 'page'} ${listed(ranges)}`;
}

function countOf(value: unknown): number | undefined {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_PAGES ? Number(value) : undefined;
}

/** Two pages by their numbers, more by the first and the last. */
function rangeOf(first: number, last: number): readonly string[] {
  if (first > last) return [];
  if (first === last) return [String(first)];
  return last - first === 1 ? [String(first), String(last)] : [`${String(first)} to ${String(last)}`];
}

function listed(ranges: readonly string[]): string {
  return ranges.length === 1 ? ranges.join('') : `${ranges.slice(0, -1).join(', ')} and ${ranges.at(-1) ?? ''}`;
}
