import { pathHere } from './path-here.js';

/** A file of a skin that is asked for. */
export interface WantedFile {
  /** Path in the artifact folder, such as `resources/logo.png`. */
  readonly path: string;
  /** Which of the ways that skins may link their files was used, with nothing of what stands in the address. */
  readonly way: string;
}

/** Folders in which pages stand: what a page links relative to itself is there. */
const PAGE_FOLDERS = ['oauth', 'signin', 'session', 'register', 'forgot-password', 'account'];
/** `webjars/<artifact>/`, perhaps with a version. */
const WEBJAR = /^\/webjars\/([^/]+)\/([^/]+\/)?(?=resources\/)/;
const IN_PAGE_FOLDER = new RegExp(`^/(?:${PAGE_FOLDERS.join('|')})/(?=resources/)`);

/**
 * Which file an address below the module's path means (reference skins 1.4): under `/resources/`, under `/webjars/<artifact>/[<version>/]resources/`, or
 * relative to a page.
 * @param artifactId the one whose files there are; a WebJar of another name has none here
 */
export function wantedFile(path: string, artifactId: string): WantedFile | undefined {
  const decoded = decodedPath(path);
  if (decoded === undefined || decoded.split('/').some((part) => part === '..' || part === '.')) return undefined;
  if (decoded.startsWith('/resources/')) return { path: decoded.slice(1), way: '/resources/' };
  const folder = IN_PAGE_FOLDER.exec(decoded);
  if (folder) return { path: decoded.slice(folder[0].length), way: `${folder[0]}resources/` };
  const webjar = WEBJAR.exec(decoded);
  if (webjar?.[1] !== artifactId) return undefined;
  const way = `/webjars/<artifact>/${webjar[2] === undefined ? '' : '<version>/'}resources/`;
  return { path: decoded.slice(webjar[0].length), way };
}

/** The lasting address of a file of a skin, below the module's path. */
export function lastingAddress(sha256: string, path: string): string {
  return `/skins/${sha256}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

const LASTING = /^\/skins\/([0-9a-f]{64})\/(resources\/.+)$/;

/** The skin and the file of a {@link lastingAddress}. */
export function lastingFile(address: string): { readonly sha256: string; readonly path: string } | undefined {
  const [, sha256, path = ''] = LASTING.exec(address) ?? [];
  const decoded = decodedPath(path);
  return sha256 === undefined || decoded === undefined ? undefined : { sha256, path: decoded };
}

function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/**
 * The file that an address on a page means.
 * @param page path of the page as browsers see it
 * @param basePath path of the module as browsers see it
 */
export function linkedFile(
  address: string,
  { page, basePath, artifactId }: { readonly page: string; readonly basePath: string; readonly artifactId: string },
): WantedFile | undefined {
  const pathname = pathHere(address, page);
  if (pathname === undefined) return undefined;
  const below = pathname.startsWith(`${basePath}/`)
    ? wantedFile(pathname.slice(basePath.length), artifactId)
    : undefined;
  // A page may be answered at any address, and its links are still meant to lead to the skin.
  return below ?? wantedFile(pathname.slice(Math.max(0, pathname.lastIndexOf('/resources/'))), artifactId);
}
