/** What is served under these paths where a skin has no file of its own there: the files of `views/signin/assets`, which a test compares. */
export const builtInFiles: ReadonlySet<string> = new Set([
  ...['controls.css', 'gatehouse.svg', 'pages.css', 'passkeys.js', 'signin.css'].map((name) => `resources/${name}`),
]);
