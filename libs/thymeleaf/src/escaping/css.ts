/** Characters that could end the literal, the rule's element or a comment, and those that browsers read differently: by their number. */
const byNumber = /["'<>&:]|[^ -~]/u;

function escapeCharacter(character: string): string {
  return byNumber.test(character) ? cssNumber(character) : `\\${character}`;
}

/** The blank after the digits belongs to them, whatever follows. U+0000 is no character of CSS and becomes U+FFFD. */
export function cssNumber(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\${(code === 0 ? 0xff_fd : code).toString(16).toUpperCase()} `;
}

/** A name, such as of a class: nothing in it ends the identifier. A digit, and a `-` with a digit or `-` behind it, cannot begin one. */
export function escapeCssIdentifier(text: string): string {
  const rest = text.replace(/[^A-Za-z0-9_-]/gu, escapeCharacter);
  if (/^[0-9]/.test(rest)) return `${cssNumber(rest.charAt(0))}${rest.slice(1)}`;
  return /^-(?:$|[0-9-])/.test(rest) ? `\\${rest}` : rest;
}

/** The inside of a string in either kind of quotes. */
export function escapeCssString(text: string): string {
  return text.replace(/["'\\<>&/]|[^ -~]/gu, cssNumber);
}
