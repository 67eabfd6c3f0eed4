/** A way to write a path. */
interface Variant {
  readonly name: string;
  readonly of: (path: string) => string;
}

const doublyEncoded = (path: string): string =>
  path.replace(/([a-z])([^/]*)$/, (_all, first: string, rest: string) => `${encode(first)}${rest}`);
const encode = (letter: string): string => `%${letter.charCodeAt(0).toString(16)}`;
const inside = (path: string, text: string): string => path.replace(/\/([^/]*)$/, `${text}$1`);

/** Other ways to write a path; none may reach a handler that the path itself does not. */
export const waysToWrite: readonly Variant[] = [
  { name: 'a slash behind', of: (path) => `${path}/` },
  { name: 'two slashes in front', of: (path) => `/${path}` },
  { name: 'two slashes inside', of: (path) => inside(path, '//') },
  { name: '/./', of: (path) => inside(path, '/./') },
  { name: '/%2e/', of: (path) => inside(path, '/%2e/') },
  { name: '/x/../', of: (path) => inside(path, '/x/../') },
  { name: '/x/%2e%2e/', of: (path) => inside(path, '/x/%2e%2e/') },
  { name: 'an encoded slash', of: (path) => inside(path, '%2f') },
  { name: 'a backslash', of: (path) => inside(path, '\\') },
  { name: 'an encoded backslash', of: (path) => inside(path, '%5c') },
  { name: 'large letters', of: (path) => path.toUpperCase() },
  { name: 'one large letter', of: (path) => path.replace(/[a-z](?!.*\/)/, (letter) => letter.toUpperCase()) },
  { name: 'a parameter of the path', of: (path) => `${path};a=b` },
  { name: 'an encoded slash behind', of: (path) => `${path}%2f` },
  { name: 'a NUL behind', of: (path) => `${path}%00` },
  { name: 'a space behind', of: (path) => `${path}%20` },
  { name: 'an ending', of: (path) => `${path}.json` },
  { name: 'broken encoding', of: (path) => `${path}%zz` },
  { name: 'no UTF-8', of: (path) => `${path}%ff` },
  { name: 'the internal prefix', of: (path) => `/smart${path}` },
  { name: 'another listener', of: (path) => `/admin/..${path}` },
];

/** The same path, written in another permitted way: it may get exactly the answer of the path itself. */
export const synonyms: readonly Variant[] = [
  { name: 'a question mark', of: (path) => `${path}?` },
  { name: 'an encoded letter', of: doublyEncoded },
];
