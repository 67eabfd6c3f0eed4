const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** A time for people: rounded to the minute, with its time zone, because the server does not know the reader's. */
export function momentText(at: Date): string {
  return `${moments.format(at)} UTC`;
}
