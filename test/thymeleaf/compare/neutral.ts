/** Differences that say nothing about an engine: the context path of the suite, and whole numbers that Java prints as `12.0`. */
export function neutral(markup: string): string {
  return markup
    .replaceAll('\r\n', '\n')
    .replaceAll(/\\?\/testing/g, '')
    .replaceAll(/(\d)\.0(?!\d)/g, '$1');
}
