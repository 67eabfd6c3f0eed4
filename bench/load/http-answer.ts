/** An HTTP answer, read as far as the works need it. */
export interface HttpAnswer {
  readonly status: number;
  /** Status line and header lines, without the blank line. */
  readonly head: string;
  readonly body: string;
}

/** An answer together with the bytes that follow it. */
export interface ReadAnswer {
  readonly answer: HttpAnswer;
  /** Length of the answer in the text it was read from. */
  readonly length: number;
}

const BLANK_LINE = '\r\n\r\n';

/** Reads the first answer of a text in which every character is a byte; undefined while it is incomplete. */
export function readAnswer(text: string): ReadAnswer | undefined {
  const end = text.indexOf(BLANK_LINE);
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const start = end + BLANK_LINE.length;
  const body = /\r\ntransfer-encoding: *chunked/i.test(head)
    ? chunkedBody(text, start)
    : sizedBody(text, start, Number(header(head, 'content-length') ?? 0));
  return body && { answer: { status: Number(head.slice(9, 12)), head, body: body.text }, length: body.end };
}

/** Value of a header's first occurrence. */
export function header(head: string, name: string): string | undefined {
  return headers(head, name)[0];
}

/** Values of all occurrences of a header. */
export function headers(head: string, name: string): readonly string[] {
  const prefix = `${name}:`;
  return head
    .split('\r\n')
    .filter((line) => line.slice(0, prefix.length).toLowerCase() === prefix)
    .map((line) => line.slice(prefix.length).trim());
}

interface Body {
  readonly text: string;
  /** Where the next answer starts. */
  readonly end: number;
}

function sizedBody(text: string, start: number, size: number): Body | undefined {
  const end = start + size;
  return text.length < end ? undefined : { text: text.slice(start, end), end };
}

/** RFC 9112 §7.1, without trailers: neither server sends any. */
function chunkedBody(text: string, start: number): Body | undefined {
  let position = start;
  let body = '';
  for (;;) {
    const lineEnd = text.indexOf('\r\n', position);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(text.slice(position, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (text.length < end) return undefined;
    if (size === 0) return { text: body, end };
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    position = end;
  }
}
