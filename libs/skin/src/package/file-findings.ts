import type { SkinFinding } from './skin-finding.js';
import { skinText } from './skin-text.js';
import { fileEnding, staticFileType } from '../static/static-file-type.js';

const PAGES = new Set(['html', 'htm', 'xhtml', 'hbs']);
const STATIC_TEXTS = new Set(['css', 'js', 'mjs', 'svg', 'json', 'txt']);

/** What is noteworthy about the files of a skin by their kind and character set. */
export function fileFindings(files: ReadonlyMap<string, Buffer>): readonly SkinFinding[] {
  return [...files].flatMap(([file, bytes]) => [...kindFindings(file), ...charsetFindings(file, bytes)]);
}

function kindFindings(file: string): readonly SkinFinding[] {
  const ending = fileEnding(file);
  if (PAGES.has(ending) || ending === 'properties' || file === 'skin.json') return [];
  if (staticFileType(file) === undefined)
    return [warning(file, 'is of a kind that is not served to browsers', 'Use another kind of file, or leave it out')];
  if (file.startsWith('resources/')) return [];
  return [warning(file, 'is not below resources/ and is not served', 'Move it below resources/')];
}

function charsetFindings(file: string, bytes: Buffer): readonly SkinFinding[] {
  const ending = fileEnding(file);
  const [isPage, isText] = [PAGES.has(ending), STATIC_TEXTS.has(ending)];
  if ((!isPage && !isText) || skinText(bytes).charset !== 'broken') return [];
  const severity = isPage ? 'error' : 'warning';
  return [{ severity, file, problem: 'is not in UTF-8', remedy: 'Save it in UTF-8' }];
}

function warning(file: string, problem: string, remedy: string): SkinFinding {
  return { severity: 'warning', file, problem, remedy };
}
