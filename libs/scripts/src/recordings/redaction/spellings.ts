/** Shortest secret that is looked for as Base64: the middle of a shorter one could be anything. Bytes. */
const SHORTEST_CODED = 6;

/** How a value is written in texts, addresses, forms and XML. */
export function spellingsOf(value: string): readonly string[] {
  const encoded = encodeURIComponent(value.toWellFormed());
  return unique([value, encoded, encoded.replaceAll('%20', '+'), ...inXml(value)]);
}

/** How else a secret is written, which is known exactly: in forms as browsers and Java send them, in texts of JSON and of XML, as hexadecimal digits. */
export function spellingsOfSecret(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inForm = encodeURIComponent(secret.toWellFormed()).replace(/[!'()~*]/g, percent);
  return unique([
    ...spellingsOf(secret),
    ...[inJson, ...inXml(inJson)],
    ...[inForm, inForm.replaceAll('%20', '+'), inForm.replaceAll('%2A', '*').replaceAll('%20', '+')],
    Buffer.from(secret).toString('hex'),
  ]);
}

/** What of a secret is in any Base64 that it is somewhere in: without the letters that are of its neighbours too. */
export function codedSpellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  if (bytes.length < SHORTEST_CODED) return [];
  const cores = [0, 1, 2].map((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return coded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return unique(cores.flatMap((core) => [core, core.replaceAll('+', '-').replaceAll('/', '_')]));
}

function inXml(value: string): readonly string[] {
  const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = text.replaceAll('"', '&quot;');
  return [text, quoted, quoted.replaceAll("'", '&apos;'), quoted.replaceAll("'", '&#39;')];
}

function percent(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
