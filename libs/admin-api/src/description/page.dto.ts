import { Whole } from './fields.js';

/** What every list says of itself. */
export class PageDto {
  @Whole('Number of this page, counted from 0.', { always: true })
  readonly pageIndex!: number;

  @Whole('How many pages there are; 0 for an empty list.', { always: true })
  readonly totalPages!: number;
}
