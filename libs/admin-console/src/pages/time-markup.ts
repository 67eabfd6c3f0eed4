const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/**
 * An instant for people: absolute, in UTC until the browser makes local time of it, and how far away it is (behaviour 31). Made of digits alone, so
 * that nothing has to be escaped.
 */
export function timeMarkup(at: Date, now: Date): string {
  if (Number.isNaN(at.getTime())) return '—';
  const iso = at.toISOString();
  const text = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return `<time datetime="${iso}" title="${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC">${text}</time> <span class="quiet">(${timeFromNow(at, now)})</span>`;
}

/** Such as `3 days ago`, `in 2 hours`, `now`. */
export function timeFromNow(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1_000);
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return unit === 'second' && Math.abs(seconds) < 5 ? 'now' : relative.format(Math.trunc(seconds / length), unit);
}
