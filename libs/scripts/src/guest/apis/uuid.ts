import { bindMethods } from '../bindings/bound-methods.js';
import type { Host } from '../host.js';
import { textOf } from './text-of.js';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `UUID`: identifiers that nobody can guess, as texts. */
export class UuidApi {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** A new one, made of random bits. */
  randomUUID(): string {
    return this.#host('uuid', null) as string;
  }

  /** The same as `randomUUID`. */
  random(): string {
    return this.randomUUID();
  }

  /** The same as `randomUUID`. */
  newUuid(): string {
    return this.randomUUID();
  }

  /** The same as `randomUUID`. */
  newUUID(): string {
    return this.randomUUID();
  }

  /** The same as `randomUUID`. */
  generate(): string {
    return this.randomUUID();
  }

  /** The same as `randomUUID`. */
  create(): string {
    return this.randomUUID();
  }

  /** One that is written, in small letters. Throws for what is none. */
  fromString(text: string): string {
    const written = textOf(text);
    if (!FORM.test(written)) throw new Error(`This is no UUID: ${written.slice(0, 50)}`);
    return written.toLowerCase();
  }
}

bindMethods(UuidApi);
