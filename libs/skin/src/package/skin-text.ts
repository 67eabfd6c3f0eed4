/** A text of a skin. */
export interface SkinText {
  readonly text: string;
  /** `broken`: it was to be UTF-8, and signs stand in place of what is not. */
  readonly charset: 'utf-8' | 'latin-1' | 'broken';
}

/** A page or another text of a skin, which is UTF-8. A mark of the byte order at the start is no part of it. */
export function skinText(bytes: Buffer): SkinText {
  const text = utf8Text(bytes);
  return text === undefined
    ? { text: new TextDecoder('utf-8').decode(bytes), charset: 'broken' }
    : { text, charset: 'utf-8' };
}

/** A bundle of messages: UTF-8, or what `.properties` files of Java were before version 9. */
export function bundleText(bytes: Buffer): SkinText {
  const text = utf8Text(bytes);
  return text === undefined ? { text: bytes.toString('latin1'), charset: 'latin-1' } : { text, charset: 'utf-8' };
}

function utf8Text(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
