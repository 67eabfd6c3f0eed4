import { unifiedDifference } from '#protocol/text/unified-difference';

/** A line of a difference in the unified format; of these at most one is true. */
export interface DifferenceLine {
  readonly text: string;
  readonly isAdded: boolean;
  readonly isRemoved: boolean;
  readonly isPlace: boolean;
}

/** The lines of a difference in the unified format. */
export function differenceLines(difference: string): readonly DifferenceLine[] {
  return difference
    .split('\n')
    .filter((line, place, all) => line !== '' || place < all.length - 1)
    .map((text) => ({
      text,
      isAdded: text.startsWith('+'),
      isRemoved: text.startsWith('-'),
      isPlace: text.startsWith('@@'),
    }));
}

/** What is different between two texts, line by line. */
export function linesBetween(before: string, after: string): readonly DifferenceLine[] {
  return differenceLines(unifiedDifference(before, after));
}
