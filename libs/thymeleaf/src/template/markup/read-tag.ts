import type { AttributeNode } from './markup-nodes.js';

/** An opening tag without its `<` and `>`. */
export interface OpeningTag {
  readonly name: string;
  readonly attributes: readonly AttributeNode[];
  readonly tail: string;
}

/** Reads what stands between `<` at `begin` and `>` at `end`. Whatever it says is read somehow; nothing of it is lost. */
export function readOpeningTag(text: string, begin: number, end: number): OpeningTag {
  const attributesEnd = text[end - 1] === '/' ? end - 1 : end;
  const nameEnd = skip(text, begin + 1, attributesEnd, isNotBlank);
  const attributes: AttributeNode[] = [];
  let at = nameEnd;
  for (;;) {
    const nameBegin = skip(text, at, attributesEnd, isBlank);
    if (nameBegin === attributesEnd) break;
    const attribute = readAttribute(text, at, nameBegin, attributesEnd);
    attributes.push(attribute);
    at = nameBegin + lengthOf(attribute);
  }
  return { name: text.slice(begin + 1, nameEnd), attributes, tail: text.slice(at, end) };
}

function readAttribute(text: string, spaceBegin: number, begin: number, end: number): AttributeNode {
  // A name may begin with `=`, as browsers read it.
  const nameEnd = skip(text, begin + 1, end, (char) => isNotBlank(char) && char !== '=');
  const name = text.slice(begin, nameEnd);
  const before = { offset: begin, space: text.slice(spaceBegin, begin), name, lowerName: name.toLowerCase() };
  const equals = skip(text, nameEnd, end, isBlank);
  if (text[equals] !== '=' || equals >= end)
    return { ...before, operator: '', quote: '', value: undefined, valueOffset: nameEnd };
  const valueBegin = skip(text, equals + 1, end, isBlank);
  return { ...before, operator: text.slice(nameEnd, valueBegin), ...readValue(text, valueBegin, end) };
}

function readValue(text: string, begin: number, end: number): Pick<AttributeNode, 'quote' | 'value' | 'valueOffset'> {
  const quote = text[begin];
  if ((quote === '"' || quote === "'") && begin < end) {
    const close = text.indexOf(quote, begin + 1);
    if (close >= 0 && close < end) return { quote, value: text.slice(begin + 1, close), valueOffset: begin + 1 };
  }
  const close = skip(text, begin, end, isNotBlank);
  return { quote: '', value: text.slice(begin, close), valueOffset: begin };
}

function lengthOf({ name, operator, quote, value }: AttributeNode): number {
  return name.length + operator.length + 2 * quote.length + (value?.length ?? 0);
}

function skip(text: string, from: number, end: number, matches: (char: string) => boolean): number {
  let at = from;
  while (at < end && matches(text[at] ?? '')) at += 1;
  return Math.min(at, end);
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\f';
}

function isNotBlank(char: string): boolean {
  return !isBlank(char);
}
