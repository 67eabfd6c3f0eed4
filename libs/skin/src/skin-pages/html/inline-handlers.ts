import { hashSource } from '../../hash-source.js';
import { htmlTags, type HtmlTag } from './html-tags.js';

/** The event handlers that stand in templates. */
export interface InlineHandlers {
  /** Those whose text does not change. */
  readonly texts: ReadonlySet<string>;
  /** Whether some are made when a page is. */
  readonly areMade: boolean;
}

/** Sources of policies are not endless. */
const MOST_HASHES = 50;

/** Characters of the largest template that is read. */
const LONGEST = 1_048_576;

/** The handlers such as `onclick` of a template as it is written. */
export function inlineHandlers(source: string): InlineHandlers {
  const texts = new Set<string>();
  let areMade = false;
  for (const { attributes } of source.length > LONGEST ? [] : tagsWithHandlers(source))
    for (const { name, value } of attributes) {
      if (isMade(name, value)) areMade = true;
      else if (/^on[a-z]+$/.test(name) && value !== '') texts.add(value);
    }
  return { texts, areMade };
}

function tagsWithHandlers(source: string): readonly HtmlTag[] {
  return htmlTags(source).filter(({ start, end }) => /on/i.test(source.slice(start, end)));
}

function isMade(name: string, value: string): boolean {
  return /^(?:data-)?th[:-]on[a-z]+$/.test(name) || (name.startsWith('on') && /\{\{|\[\[|\[\(/.test(value));
}

/** Those of several templates. */
export function allHandlers(of: readonly InlineHandlers[]): InlineHandlers {
  return { texts: new Set(of.flatMap(({ texts }) => [...texts])), areMade: of.some(({ areMade }) => areMade) };
}

/**
 * The sources of a policy that let the handlers of a page run which stand in its templates: by their hashes, so that no other text ever runs; those that
 * are made with values have none.
 */
export function handlerSources(tags: readonly HtmlTag[], { texts, areMade }: InlineHandlers): readonly string[] {
  if (areMade) return ["'unsafe-inline'"];
  if (texts.size === 0) return [];
  const used = tags.flatMap(({ attributes }) =>
    attributes.filter(({ name, value }) => name.startsWith('on') && texts.has(value)),
  );
  const hashes = [...new Set(used.map(({ value }) => value))].slice(0, MOST_HASHES).map(hashSource);
  return hashes.length === 0 ? [] : ["'unsafe-hashes'", ...hashes];
}
