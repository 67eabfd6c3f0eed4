import { hidden } from '../bindings/accessors.js';
import { textOf } from './text-of.js';

/** Has dates refuse to be written in a time zone that this engine does not know, where it would write another one: scripts decide by the hour. */
export function refuseTimeZones(): void {
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const) {
    const { [name]: write } = Date.prototype as unknown as Record<string, () => string>;
    if (write === undefined) continue;
    hidden(Date.prototype, name, function (this: Date, _languages?: unknown, options?: { timeZone?: unknown } | null) {
      const zone = options?.timeZone;
      if (zone === undefined) return Reflect.apply(write, this, []);
      if (!/^(?:Etc\/)?(?:UTC|GMT)$/i.test(textOf(zone)))
        throw new Error(
          `There are no time zones here but UTC, and not ${textOf(zone).slice(0, 50)}: add its hours yourself`,
        );
      return Reflect.apply(write, new Date(this.getTime() + this.getTimezoneOffset() * 60_000), []);
    });
  }
}
