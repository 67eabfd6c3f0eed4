import Handlebars, { type HelperOptions } from 'handlebars';
import type { PhraseValue } from '#protocol/phrase';
import type { Words } from '../phrases/words.js';

type Markup = Handlebars.SafeString;

/** What a tag is called with: by what stands beside its name, and by what the renderer set for the page. */
interface TagCall extends HelperOptions {
  readonly hash: Readonly<Record<string, PhraseValue>>;
  readonly data: { readonly words: Words; readonly slots?: Map<string, Markup> };
}

/**
 * The tags by which templates say phrases: `{{t "key" name=value}}`, and with markup in places of the phrase
 * `{{#t "key"}}{{#slot "name"}}<b>…</b>{{/slot}}{{/t}}`. Words and values are escaped as any text; only what a template itself writes between
 * the tags of a slot is markup.
 */
export function registerPhraseTags(engine: typeof Handlebars): void {
  const escaped = (text: string): string => engine.escapeExpression(text);
  engine.registerHelper('t', function (this: unknown, key: string, call: TagCall) {
    const { words } = call.data;
    const slots = new Map<string, Markup>();
    // A block is called for its slots alone; what else stands in it is not shown.
    if (isBlock(call)) call.fn(this, { data: { ...(engine.createFrame(call.data) as object), slots } });
    const pieces = words.pieces(key, call.hash, slots);
    const html = pieces.map((piece) => ('slot' in piece ? piece.slot.toHTML() : escaped(piece.words)));
    return new engine.SafeString(html.join(''));
  });
  engine.registerHelper('slot', function (this: unknown, name: string, call: TagCall) {
    call.data.slots?.set(name, new engine.SafeString(call.fn(this)));
    return '';
  });
}

function isBlock(call: TagCall): boolean {
  return typeof (call as Partial<HelperOptions>).fn === 'function';
}
