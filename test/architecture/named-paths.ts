/** Folders at the root; what starts with one of them is meant as a path, with or without an extension. */
const topFolders = ['.ci', 'apps', 'bench', 'config', 'docs', 'libs', 'scripts', 'skins', 'test', 'tools', 'views'];

const sourceExtension = /\.(cjs|css|hbs|html|js|json|md|mjs|properties|sql|ts|ya?ml)$/;

/** Placeholders (`<grant>`, `…`, `{a,b}`) and what is a path elsewhere: a URL, an endpoint, a package, a run-time folder. */
const somethingElse = /[\s<>{}…:#()$]|^[/@~]|^\.\/?data/;

const isPath = (text: string): boolean =>
  !somethingElse.test(text) && (sourceExtension.test(text) || topFolders.includes(text.split('/')[0] ?? ''));

/** The paths a Markdown page names in backticks, outside of code blocks: `libs/protocol`, `next-step.ts`, `*.port.ts`. */
export function pathsNamedIn(markdown: string): string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```/gm, '');
  const named = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text]) => (text ?? '').replace(/^\.\//, ''));
  return [...new Set(named.filter(isPath))];
}

/**
 * Whether one of the files is meant by the name: a path from the root (file or folder), or the end of one, as in
 * `grants/token.controller.ts`. `*` stands for any part of a name, `**` for any folders.
 */
export function namesOneOf(files: readonly string[], name: string): boolean {
  const pattern = name
    .replace(/\/$/, '')
    .replaceAll(/[.+^|[\]\\?]/g, '\\$&')
    .replaceAll('**/', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '(.*/)?');
  const wanted = new RegExp(`(^|/)${pattern}(/|$)`);
  return files.some((file) => wanted.test(file));
}
