import type { Budget } from '#thymeleaf/limits';
import { escapeHtml } from '#thymeleaf/escaping/html';
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
 * @throws TemplateError `limit`
 */
export function assetEdits(
  tags: readonly HtmlTag[],
  addressOf: (address: string) => string | undefined,
  budget: Budget,
): readonly TextEdit[] {
  return tags.flatMap((tag) => {
    const wanted = tag.kind === 'start' ? LOADS.get(tag.name) : undefined;
    const attribute = wanted === undefined ? undefined : tag.attributes.find((one) => one.name === wanted);
    if (attribute === undefined) return [];
    budget.checkTime();
    const address = addressOf(attribute.value);
    if (address === undefined) return [];
    const text = `${attribute.name}="${escapeHtml(address)}"`;
    budget.emit(text.length);
    return [{ start: attribute.start, end: attribute.end, text }];
  });
}
