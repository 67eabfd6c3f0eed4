/** Longest path and message that the error page repeats (S-12). */
const longestEcho = 200;

/** The path of an address, cut: a query may hold codes and names, so that no page repeats it. */
export function echoedPath(uri: string): string {
  return cutEcho(uri.split(/[?#]/, 1)[0] ?? '');
}

/** A text as far as a page repeats it. */
export function cutEcho(text: string, longest = longestEcho): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}
