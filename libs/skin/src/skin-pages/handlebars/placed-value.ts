import { escapeHtml } from '#thymeleaf/escaping/html';
import { unescapeHtml } from '#thymeleaf/escaping/unescape-html';
import { printed, type Printing } from '#thymeleaf/printed';
import type { ProgramLanguage } from '#thymeleaf/program/place';
import { placedValue as inProgram } from '#thymeleaf/program/placed-value';
import { ProgramText } from '#thymeleaf/program/program-text';
import { TemplateError } from '#thymeleaf/template-error';
import type { Value } from '#thymeleaf/value';
import type { HtmlPlace } from './html-place.js';

/** Types of scripts that are scripts or data of them. */
const SCRIPT_TYPES = /^$|script|^module$|json/;

/**
 * A value as it stands where it is put: nothing of it ends the place, be it a text, an attribute or a literal of a script.
 * @throws TemplateError `refused` for a text in the name of an element or an attribute
 */
export function placedValue(value: Value, place: HtmlPlace, scope: Printing): string {
  switch (place.kind) {
    case 'name':
      return nameOf(value, scope);
    case 'value':
      return attributeValue(value, place, scope);
    case 'raw': {
      const program = programOf(place);
      return program
        ? programValue(value, { program, before: place.written, scope })
        : escapeHtml(printed(value, scope));
    }
    default:
      return escapeHtml(printed(value, scope));
  }
}

function nameOf(value: Value, scope: Printing): string {
  const text = printed(value, scope);
  if (text === '' || typeof value === 'number' || typeof value === 'boolean') return text;
  throw new TemplateError('refused', 'A text cannot be part of a tag: put it between the quotes of an attribute.');
}

function programOf({ element, type }: Extract<HtmlPlace, { kind: 'raw' }>): ProgramLanguage | undefined {
  if (element === 'style') return 'style';
  return element === 'script' && SCRIPT_TYPES.test(type) ? 'script' : undefined;
}

function attributeValue(value: Value, place: Extract<HtmlPlace, { kind: 'value' }>, scope: Printing): string {
  const { name, quote, written } = place;
  if (name === 'srcdoc') throw new TemplateError('refused', 'A page inside the page cannot be made of data.');
  const program = name.startsWith('on') ? 'script' : name === 'style' ? 'style' : undefined;
  const before = program && unescapeHtml(written);
  const text = program ? programValue(value, { program, before: before ?? '', scope }) : printed(value, scope);
  return quote === '' ? unquoted(text, written) : escapeHtml(text);
}

/** Without quotes blanks end a value, and nothing is none. */
function unquoted(text: string, before: string): string {
  if (text === '' && before === '') return '""';
  return escapeHtml(text).replaceAll(/[\s=`]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}

interface InProgram {
  readonly program: ProgramLanguage;
  readonly before: string;
  readonly scope: Printing;
}

/** As the place in the script or style sheet needs it that was written so far. */
function programValue(value: Value, { program, before, scope }: InProgram): string {
  scope.budget.spend(1 + (before.length >> 6));
  const text = new ProgramText(program);
  text.read(before);
  // Of nothing a script has no value, but null.
  return inProgram(value, text.place, scope, value === null && text.place.kind === 'value' ? 'code' : 'text');
}
