/** One text for every code that is not taken, whatever the reason: wrong, used before, of another time, or too many wrong ones before it. */
export const CODE_NOT_TAKEN =
  'This code does not count. It may be mistyped, used already or out of date, or there were too many wrong codes. Wait for the next code and try again.';
