import { TemplateError } from '../template-error.js';

/** `{index}`, `{index,type}` or `{index,type,style}`. */
export interface MessageArgument {
  readonly index: number;
  readonly type: string;
  readonly style: string;
}

/** Text, and where an argument goes. */
export type MessagePart = string | MessageArgument;

/**
 * A pattern of java.text.MessageFormat in its parts. A quote makes what follows text, up to the next; two are one; a `}` alone is text.
 * One pass, whatever the pattern. @throws TemplateError `value` where braces do not match or there is no number in them
 */
export function messageParts(pattern: string): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  let text = '';
  let quoted = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === "'" && pattern[at + 1] === "'") text += pattern.charAt(at++);
    else if (character === "'") quoted = !quoted;
    else if (character === '{' && !quoted) {
      const end = closingBrace(pattern, at);
      parts.push(text, argumentOf(pattern.slice(at + 1, end)));
      text = '';
      at = end;
    } else text += character;
  }
  return [...parts, text];
}

/** Where the brace that is opened at `start` is closed; quoted braces do not count. */
function closingBrace(pattern: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === '{') depth += 1;
    else if (!quoted && character === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw wrongMessage();
}

const maximalArguments = 100;

function argumentOf(inside: string): MessageArgument {
  const [index = '', type = ''] = inside.split(',', 2);
  const style = inside.slice(index.length + type.length + 2);
  const number = index.trim();
  if (!/^[0-9]{1,4}$/.test(number) || Number(number) >= maximalArguments) throw wrongMessage();
  return { index: Number(number), type: type.trim().toLowerCase(), style };
}

function wrongMessage(): TemplateError {
  return new TemplateError(
    'value',
    'The braces of a message hold the number of an argument, such as {0}; write one that is text in quotes.',
  );
}
