import { blockElements } from './block-elements.js';

const piece = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[!?/A-Za-z](?:"[^"]*"|'[^']*'|[^"'>])*>|[^<]+|</g;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

const compressed = (text: string): string => text.replaceAll(/[ \t\r\n\f]+/g, ' ');

function attributesOf(inside: string): string {
  const found = [...inside.matchAll(attribute)].map(
    ([, name = '', value]) => `${name}=${compressed((value ?? '').replaceAll(/^["']|["']$/g, ''))}`,
  );
  return found.sort().join(' ');
}

function tagToken(tag: string): string {
  const [, slash = '', name = '', inside = ''] = /^<(\/?)([^\s/>]+)([\s\S]*?)\/?>$/.exec(tag) ?? [];
  return `<${slash}${name} ${attributesOf(inside)}>`;
}

const isTag = (token: string): boolean => /^<\/?[A-Za-z]/.test(token);
const isBlock = (token: string | undefined): boolean =>
  token === undefined || blockElements.has((/^<\/?([A-Za-z0-9]+)/.exec(token)?.[1] ?? '!').toLowerCase());

/** Markup as its tokens: attributes sorted, white space compressed, none of it beside block elements. */
export function tokensOf(markup: string): readonly string[] {
  const raw = markup.trim().match(piece) ?? [];
  const tokens = raw.map((token) => (isTag(token) ? tagToken(token) : compressed(token)));
  return tokens
    .map((token, at) => {
      if (token.startsWith('<')) return token;
      const left = isBlock(tokens[at - 1]) ? token.trimStart() : token;
      return isBlock(tokens[at + 1]) ? left.trimEnd() : left;
    })
    .filter((token) => token !== '');
}

export function sameTokens(one: string, other: string): boolean {
  return tokensOf(one).join('\n') === tokensOf(other).join('\n');
}
