import { escapedText } from './character-references.js';
import type { HtmlTag } from './html-tags.js';
import type { TextEdit } from './text-edits.js';

/** Elements that load files, and the attribute that says which. */
const LOADS: ReadonlyMap<string, string> = new Map([
  ...[['link', 'href'] as const],
  ...['script', 'img', 'source', 'video', 'audio', 'input', 'embed', 'track'].map((name) => [name, 'src'] as const),
]);

/**
 * The edits that lead to the files of a skin by addresses that never change their content, whatever address the page has for them.
 * @param addressOf the lasting address of a file, by the address that the page has; undefined where that is no file of the skin
 */
export function assetEdits(
  tags: readonly HtmlTag[],
  addressOf: (address: string) => string | undefined,
): readonly TextEdit[] {
  return tags.flatMap(({ kind, name, attributes }) => {
    const attribute = kind === 'start' ? attributes.find((one) => one.name === LOADS.get(name)) : undefined;
    const address = attribute && addressOf(attribute.value);
    if (attribute === undefined || address === undefined) return [];
    return [{ start: attribute.start, end: attribute.end, text: `${attribute.name}="${escapedText(address)}"` }];
  });
}
