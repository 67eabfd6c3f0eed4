const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * One name or value of `application/x-www-form-urlencoded`: `+` is a space, `%XX` a byte, the bytes are UTF-8.
 * `undefined` where that does not hold: an incomplete or unknown percent-encoding, bytes that are no UTF-8 (overlong forms and surrogates
 * included), or a NUL, which no database column takes (V-92).
 */
export function decodeFormText(encoded: string): string | undefined {
  if (!encoded.includes('%') && !encoded.includes('+')) return acceptable(encoded);
  if (/%(?![0-9a-f]{2})/i.test(encoded)) return undefined;
  try {
    return acceptable(decodeURIComponent(encoded.replaceAll('+', ' ')));
  } catch {
    return undefined; // decodeURIComponent throws URIError for bytes that are no UTF-8, and nothing else
  }
}

/** UTF-8 of raw bytes, or `undefined` where they are none. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return acceptable(strictUtf8.decode(bytes));
  } catch {
    return undefined; // the decoder is fatal: it throws TypeError for bytes that are no UTF-8
  }
}

function acceptable(text: string): string | undefined {
  return text.includes('\0') || !text.isWellFormed() ? undefined : text;
}
