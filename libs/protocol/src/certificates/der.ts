/** One element of DER (ITU-T X.690). */
export interface DerElement {
  readonly tag: number;
  /** The bytes of its value. */
  readonly value: Buffer;
  /** The bytes of all of it: tag, length and value. */
  readonly whole: Buffer;
}

/**
 * The elements that follow each other in the bytes.
 * @throws TypeError the bytes are no DER, or of a form that certificates do not need: tags of several bytes, lengths of more than 65,535
 */
export function derElements(bytes: Buffer): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const { element, end } = elementAt(bytes, at);
    elements.push(element);
    at = end;
  }
  return elements;
}

/**
 * The elements inside the first element of the bytes.
 * @throws TypeError as {@link derElements}, or there is none
 */
export function derContent(bytes: Buffer): readonly DerElement[] {
  const [outer] = derElements(bytes);
  if (outer === undefined) throw new TypeError('There is no DER element');
  return derElements(outer.value);
}

function elementAt(bytes: Buffer, at: number): { element: DerElement; end: number } {
  const tag = bytes[at];
  const { length, start } = lengthAt(bytes, at + 1);
  const end = start + length;
  if (tag === undefined || (tag & 0x1f) === 0x1f || end > bytes.length) throw new TypeError('The bytes are no DER');
  return { element: { tag, value: bytes.subarray(start, end), whole: bytes.subarray(at, end) }, end };
}

function lengthAt(bytes: Buffer, at: number): { length: number; start: number } {
  const first = bytes[at] ?? 0x80;
  if (first < 0x80) return { length: first, start: at + 1 };
  const digits = first & 0x7f;
  if (digits < 1 || digits > 2 || at + 1 + digits > bytes.length) throw new TypeError('The length is no DER');
  return { length: bytes.readUIntBE(at + 1, digits), start: at + 1 + digits };
}

/** The dotted form of an object identifier's value. */
export function objectIdentifier(value: Buffer): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of value) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
}
