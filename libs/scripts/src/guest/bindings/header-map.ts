import { hidden } from './accessors.js';
import { JavaMap } from './java-map.js';

/** Headers of a request, by name in any case. Enumerated in lower case. */
export class HeaderMap extends JavaMap {
  constructor(headers: Readonly<Record<string, string>>) {
    super(headers);
    for (const name of Object.keys(headers)) {
      const usual = name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
      if (usual !== name && !(usual in this)) hidden(this, usual, headers[name]);
    }
  }

  override get(name: unknown): unknown {
    return super.get(super.has(name) ? name : String(name).toLowerCase());
  }

  override has(name: unknown): boolean {
    return super.has(name) || super.has(String(name).toLowerCase());
  }
}
