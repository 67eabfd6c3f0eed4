import type { Page, PageRequest } from '#protocol/administration/page';

/** Everything on the pages of a list, in its order; nothing where there is no such list. */
export async function pageItems<Item>(
  read: (page: PageRequest) => Promise<Page<Item> | undefined>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let pageIndex = 0, totalPages = 1; pageIndex < totalPages; pageIndex++) {
    const page = await read({ pageIndex, pageSize: 100 });
    if (page === undefined) return items;
    totalPages = page.totalPages;
    items.push(...page.items);
  }
  return items;
}
