/** Which part of a list is wanted. */
export interface PageRequest {
  /** Counted from 0. */
  readonly pageIndex: number;
  readonly pageSize: number;
}

/** One part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly pageIndex: number;
  /** 0 for an empty list. */
  readonly totalPages: number;
}

/** Which rows of the whole list they are. */
export function portionOf({ pageIndex, pageSize }: PageRequest): { readonly offset: number; readonly limit: number } {
  return { offset: pageIndex * pageSize, limit: pageSize };
}

/** The page of a list of which the store has read one part and counted all. */
export function pageOf<Item>(items: readonly Item[], total: number, { pageIndex, pageSize }: PageRequest): Page<Item> {
  return { items, pageIndex, totalPages: Math.ceil(total / pageSize) };
}
