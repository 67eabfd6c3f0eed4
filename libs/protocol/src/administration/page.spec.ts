import { pageOf } from './page.js';

test.each([
  { total: 0, pageSize: 10, totalPages: 0 },
  { total: 1, pageSize: 10, totalPages: 1 },
  { total: 10, pageSize: 10, totalPages: 1 },
  { total: 11, pageSize: 10, totalPages: 2 },
])('$total items at $pageSize a page are $totalPages pages', ({ total, pageSize, totalPages }) => {
  expect(pageOf([], total, { pageIndex: 3, pageSize })).toEqual({ items: [], pageIndex: 3, totalPages });
});
