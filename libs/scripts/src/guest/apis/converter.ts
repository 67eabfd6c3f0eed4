import { bindMethods } from '../bindings/bound-methods.js';
import { base64Of, base64UrlOf, bytesOfBase64 } from './base64-text.js';
import { textOfUtf8, utf8Of } from './bytes.js';
import { textOf } from './text-of.js';

/** A text, or nothing: what is given null gives null. */
type Text = string | null | undefined;

/** `Converter`: other forms of a text. Texts are UTF-8 wherever bytes are meant. */
export class ConverterApi {
  /** Base64 of a text, with padding. */
  base64Encode(text: Text): string | null {
    return given(text, (value) => base64Of(utf8Of(value)));
  }

  /** Base64 of a text in the alphabet for addresses, without padding, as in JWTs. */
  base64UrlEncode(text: Text): string | null {
    return given(text, (value) => base64UrlOf(utf8Of(value)));
  }

  /** The text of base64 in either alphabet, with padding or without. Throws for what is no base64. */
  base64Decode(text: Text): string | null {
    return given(text, (value) => textOfUtf8(bytesOfBase64(value)));
  }

  /** The same as `base64Decode`. */
  base64UrlDecode(text: Text): string | null {
    return this.base64Decode(text);
  }

  /** A text as a value of an address or a form: everything but letters, digits and `-._~` is written with percent signs. */
  urlEncodeString(text: Text): string | null {
    return given(text, urlEncoded);
  }

  /** The same as `urlEncodeString`. */
  urlEncode(text: Text): string | null {
    return this.urlEncodeString(text);
  }

  /** The text of a value of an address or a form; a plus sign is a blank. */
  urlDecodeString(text: Text): string | null {
    return given(text, urlDecoded);
  }

  /** The same as `urlDecodeString`. */
  urlDecode(text: Text): string | null {
    return this.urlDecodeString(text);
  }

  /** UTF-8 of a text in hexadecimal digits. */
  hexEncode(text: Text): string | null {
    return given(text, (value) =>
      utf8Of(value)
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join(''),
    );
  }

  /** The text of UTF-8 in hexadecimal digits. */
  hexDecode(text: Text): string | null {
    return given(text, (value) => {
      if (!/^(?:[0-9a-f]{2})*$/i.test(value)) throw new Error('These are no pairs of hexadecimal digits.');
      return textOfUtf8((value.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
    });
  }
}

/** `Base64`: texts in base64 and back. */
export class Base64Api {
  readonly #converter = new ConverterApi();

  /** Base64 of a text, with padding. */
  encode(text: Text): string | null {
    return this.#converter.base64Encode(text);
  }

  /** The same as `encode`. */
  encodeToString(text: Text): string | null {
    return this.encode(text);
  }

  /** The same as `encode`. */
  encodeBase64(text: Text): string | null {
    return this.encode(text);
  }

  /** Base64 in the alphabet for addresses, without padding. */
  encodeUrl(text: Text): string | null {
    return this.#converter.base64UrlEncode(text);
  }

  /** The text of base64 in either alphabet. Throws for what is no base64. */
  decode(text: Text): string | null {
    return this.#converter.base64Decode(text);
  }

  /** The same as `decode`. */
  decodeToString(text: Text): string | null {
    return this.decode(text);
  }

  /** The same as `decode`. */
  decodeBase64(text: Text): string | null {
    return this.decode(text);
  }

  /** The same as `decode`. */
  decodeUrl(text: Text): string | null {
    return this.decode(text);
  }
}

bindMethods(ConverterApi, Base64Api);

/** `btoa` of browsers: base64 of a text that has one byte for each character. */
export function btoa(text: unknown): string {
  const bytes = Array.from(textOf(text), (character) => character.codePointAt(0) ?? 0);
  if (bytes.some((byte) => byte > 0xff))
    throw new Error('btoa takes characters up to U+00FF: use Converter.base64Encode.');
  return base64Of(bytes);
}

/** `atob` of browsers: the bytes of base64, each as a character. */
export function atob(text: unknown): string {
  return bytesOfBase64(textOf(text))
    .map((byte) => String.fromCharCode(byte))
    .join('');
}

export function urlEncoded(text: string): string {
  const rest = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, rest);
}

export function urlDecoded(text: string): string {
  return decodeURIComponent(text.replace(/\+/g, ' '));
}

function given(text: Text, converted: (text: string) => string): string | null {
  return text === null || text === undefined ? null : converted(textOf(text));
}
