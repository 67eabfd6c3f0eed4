/** Whether a character may begin the name of a variable, a property or a method. */
export function isNameStart(character: string): boolean {
  return /^[A-Za-z_$]$/.test(character) || (character > '\u007f' && /^\p{L}$/u.test(character));
}

export function isNamePart(character: string): boolean {
  return isNameStart(character) || isDigit(character);
}

export function isDigit(character: string): boolean {
  return character >= '0' && character <= '9' && character.length === 1;
}

/** Whether a character may stand in a bare word of a standard expression: letters, digits, `.`, `-`, `_`, `[` and `]`. */
export function isTokenPart(character: string): boolean {
  return isNamePart(character) ? character !== '$' : character.length === 1 && '.-[]'.includes(character);
}
