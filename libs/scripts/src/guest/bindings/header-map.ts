import type { FromScript } from '../from-script.js';
import { hidden } from './accessors.js';
import { JavaMap } from './java-map.js';

/** Headers of a request, by name in any case. Enumerated in lower case. */
export class HeaderMap extends JavaMap<string> {
  constructor(headers: Readonly<Record<string, string>>) {
    super(headers);
    for (const name of Object.keys(headers)) {
      const usual = name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
      if (usual !== name && !(usual in this)) hidden(this, usual, headers[name]);
    }
  }

  /** The value of a header; null where there is none. */
  override get(name: FromScript<string>): string | null {
    return super.get(super.has(name) ? name : String(name).toLowerCase());
  }

  /** Whether there is such a header. */
  override has(name: FromScript<string>): boolean {
    return super.has(name) || super.has(String(name).toLowerCase());
  }
}
