/** First part of the addresses of previews, below the path of the module. */
const FOLDER = '/skin-preview/';

/** What an address of a preview says. */
export interface PreviewAddress {
  readonly token: string;
  /** Name of a page, or path of a file, as it was written. */
  readonly rest: string;
}

/** The path below which the pages and files of a preview are; no slash at its end. @param publicPath of the module, as browsers see it */
export function previewBase(publicPath: string, token: string): string {
  return publicPath + FOLDER + token;
}

/** @param address below the path of the module, without a query */
export function readPreviewAddress(address: string): PreviewAddress | undefined {
  if (!address.startsWith(FOLDER)) return undefined;
  const [token = '', ...rest] = address.slice(FOLDER.length).split('/');
  return { token, rest: rest.join('/') };
}
