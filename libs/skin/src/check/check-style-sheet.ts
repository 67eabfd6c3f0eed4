import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinPackage } from '../package/skin-package.js';
import { pathHere } from '../static/path-here.js';
import { finding } from './finding.js';

const MOST_ADDRESSES = 500;

/** Files that a style sheet names and that are not there. @param css its text */
export function checkStyleSheet(file: string, css: string, { files }: SkinPackage): readonly SkinFinding[] {
  const found: SkinFinding[] = [];
  for (const { address, line, column } of addressesIn(css)) {
    if (address === '' || address.startsWith('#') || address.startsWith('data:')) continue;
    const path = pathOf(address, file);
    const at = { file, place: { line, column }, expression: address };
    if (path === undefined) found.push(finding('external-host', { ...at, problem: `loads ${address}` }));
    else if (!files.has(path))
      found.push(finding('file-missing', { ...at, problem: `loads ${path}, which the skin does not have` }));
  }
  return found;
}

function pathOf(address: string, file: string): string | undefined {
  const pathname = pathHere(address, `/${file}`);
  if (pathname === undefined) return undefined;
  const path = decoded(pathname);
  const begin = path.indexOf('resources/');
  return begin < 0 ? path.slice(1) : path.slice(begin);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What stands in `url(…)`, each with its place; linear in the text. */
function addressesIn(
  css: string,
): readonly { readonly address: string; readonly line: number; readonly column: number }[] {
  const found: { address: string; line: number; column: number }[] = [];
  let [line, lineStart, seen] = [1, 0, 0];
  for (let at = css.indexOf('url('); at >= 0 && found.length < MOST_ADDRESSES; at = css.indexOf('url(', at + 4)) {
    const end = css.indexOf(')', at);
    if (end < 0) break;
    for (let next = css.indexOf('\n', seen); next >= 0 && next < at; next = css.indexOf('\n', seen)) {
      [line, lineStart, seen] = [line + 1, next + 1, next + 1];
    }
    const written = css
      .slice(at + 4, Math.min(end, at + 500))
      .trim()
      .replace(/^["']|["']$/g, '');
    found.push({ address: written.split(/[?#]/)[0] ?? '', line, column: at - lineStart + 1 });
  }
  return found;
}
