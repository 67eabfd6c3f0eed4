/** Address that an attribute gives whatever the data: as text, or as `@{/path(query)}`. Undefined where it depends on data. */
export function staticAddress(source: string, isExpression: boolean): string | undefined {
  const text = source.trim();
  if (!isExpression) return text.includes('[[') || text.includes('[(') ? undefined : withoutQuery(text);
  if (text.startsWith("'") && text.endsWith("'") && !text.slice(1, -1).includes("'"))
    return withoutQuery(text.slice(1, -1));
  if (!text.startsWith('@{') || !text.endsWith('}')) return undefined;
  const link = text.slice(2, -1);
  const path = withoutParameters(link).trim();
  return ['${', '*{', '#{', '__', '|', '+'].some((mark) => path.includes(mark))
    ? undefined
    : withoutQuery(path.replaceAll("'", ''));
}

function withoutParameters(link: string): string {
  const begin = link.indexOf('(');
  return begin < 0 ? link : link.slice(0, begin);
}

function withoutQuery(address: string): string {
  const end = address.search(/[?#]/u);
  return end < 0 ? address : address.slice(0, end);
}

/** The host of an address on another server. */
export function hostOf(address: string): string | undefined {
  const text = address.startsWith('//') ? `https:${address}` : address;
  if (!/^https?:\/\//iu.test(text)) return undefined;
  const [host] = text.slice(text.indexOf('//') + 2).split(/[/:?#]/u);
  return host?.toLowerCase();
}
