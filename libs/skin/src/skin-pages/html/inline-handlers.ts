import { createHash } from 'node:crypto';
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

/** The handlers such as `onclick` of templates as they are written. */
export function inlineHandlers(sources: readonly string[]): InlineHandlers {
  const attributes = sources.flatMap((source) => htmlTags(source).flatMap((tag) => tag.attributes));
  const isMade = (name: string, value: string): boolean =>
    /^(?:data-)?th[:-]on[a-z]+$/.test(name) || (name.startsWith('on') && /\{\{|\[\[|\[\(/.test(value));
  const written = attributes.filter(({ name, value }) => /^on[a-z]+$/.test(name) && value !== '');
  return {
    texts: new Set(written.filter(({ name, value }) => !isMade(name, value)).map(({ value }) => value)),
    areMade: attributes.some(({ name, value }) => isMade(name, value)),
  };
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
  const used = tags.flatMap(({ attributes }) =>
    attributes.filter(({ name, value }) => name.startsWith('on') && texts.has(value)),
  );
  const hashes = [...new Set(used.map(({ value }) => value))].slice(0, MOST_HASHES).map(hashSource);
  return hashes.length === 0 ? [] : ["'unsafe-hashes'", ...hashes];
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
