import { TemplateError } from '../template-error.js';

/** A moment with a time zone of its own, in which it is printed: what Java calls a calendar. */
export class ZonedDate extends Date {
  constructor(
    milliseconds: number,
    /** As it was given: an IANA name, `GMT+02:00`, or one of Java's short names. */
    readonly timeZone: string,
  ) {
    super(milliseconds);
  }
}

/** The zone a date is printed in: its own, or else the page's. */
export function zoneOf(date: Date, pageZone: string): string {
  return date instanceof ZonedDate ? date.timeZone : pageZone;
}

/** Java's short names of zones that are not IANA's. */
const shortNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ PST: 'America/Los_Angeles', MST: 'America/Denver', CST: 'America/Chicago', EST: 'America/New_York' },
    ...{
      JST: 'Asia/Tokyo',
      IST: 'Asia/Kolkata',
      CTT: 'Asia/Shanghai',
      AET: 'Australia/Sydney',
      ACT: 'Australia/Darwin',
    },
    ...{ ECT: 'Europe/Paris', BST: 'Asia/Dhaka', ART: 'Africa/Cairo', CAT: 'Africa/Harare', EAT: 'Africa/Addis_Ababa' },
    ...{
      AGT: 'America/Argentina/Buenos_Aires',
      BET: 'America/Sao_Paulo',
      CNT: 'America/St_Johns',
      NST: 'Pacific/Auckland',
    },
    ...{ HST: 'Pacific/Honolulu', AST: 'America/Anchorage', PRT: 'America/Puerto_Rico', VST: 'Asia/Ho_Chi_Minh' },
    ...{ Z: 'UTC', GMT: 'UTC', UT: 'UTC', 'Etc/UTC': 'UTC' },
  }),
);

/** The name by which Intl knows a zone. */
export function intlZone(timeZone: string): string {
  const offset = /^(?:GMT|UTC|UT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?$/.exec(timeZone);
  if (offset) return `${offset[1] ?? '+'}${(offset[2] ?? '').padStart(2, '0')}:${offset[3] ?? '00'}`;
  return shortNames.get(timeZone) ?? timeZone;
}

/** @throws TemplateError `value` for a zone that nobody knows */
export function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: intlZone(timeZone) });
    return timeZone;
  } catch {
    throw new TemplateError('value', 'There is no such time zone; take a name such as Europe/Paris.');
  }
}
