/** One element of DER (X.690). */
export interface DerElement {
  /** The identifier octet, class and form included: 0x30 is a SEQUENCE. */
  readonly tag: number;
  readonly content: Buffer;
}

/** More than any store of keys has side by side. */
const MOST = 10_000;

/**
 * The elements that stand one after the other.
 * @throws TypeError they are no DER
 */
export function derElements(bytes: Buffer): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const { tag, start, end } = header(bytes, at);
    elements.push({ tag, content: bytes.subarray(start, end) });
    if (elements.length > MOST) throw new TypeError('has too many parts');
    at = end;
  }
  return elements;
}

function header(bytes: Buffer, at: number) {
  const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + lengthBytes;
  // Long tags, lengths without end and lengths beyond 4 GB are written by nobody who writes key stores.
  const isKnown = (tag & 0x1f) !== 0x1f && first !== 0x80 && lengthBytes <= 4 && start <= bytes.length;
  const length = isKnown && lengthBytes > 0 ? bytes.readUIntBE(at + 2, lengthBytes) : first;
  if (!isKnown || start + length > bytes.length) throw new TypeError('is no DER');
  return { tag, start, end: start + length };
}

/** The elements within one, as many as are needed. @throws TypeError there are fewer, or it is no DER */
export function partsOf<Names extends string>(
  element: DerElement | undefined,
  ...names: readonly Names[]
): Readonly<Record<Names, DerElement>> & { readonly all: readonly DerElement[] } {
  const all = derElements(element?.content ?? Buffer.alloc(0));
  if (all.length < names.length) throw new TypeError('has a part that is not whole');
  const named = Object.fromEntries(names.map((name, index) => [name, all[index]]));
  return { ...(named as Record<Names, DerElement>), all };
}

/** A small whole number, such as a count of rounds. @throws TypeError it is negative, or too large */
export function derCount({ content }: DerElement, most: number): number {
  const value = content.length > 0 && content.length <= 6 ? content.readIntBE(0, content.length) : -1;
  if (value < 0 || value > most) throw new TypeError(`has a number that is not between 0 and ${String(most)}`);
  return value;
}
