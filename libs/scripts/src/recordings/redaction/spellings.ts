/** How a value is written in texts, addresses, forms and XML. Of secrets more ways are known: `#protocol/known-secrets`. */
export function spellingsOf(value: string): readonly string[] {
  const encoded = encodeURIComponent(value.toWellFormed());
  const inXml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = inXml.replaceAll('"', '&quot;');
  const all = [inXml, quoted, quoted.replaceAll("'", '&apos;'), quoted.replaceAll("'", '&#39;')];
  return [...new Set([value, encoded, encoded.replaceAll('%20', '+'), ...all])];
}
