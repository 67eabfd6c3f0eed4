import { requiredSource } from './directive-values.js';
import { assertion } from './assertion.js';
import {
  booleanAttributes,
  classAppending,
  fixedValue,
  styleAppending,
  valueAttribute,
  valueAttributes,
} from './attribute-values.js';
import { renderedIf, renderedUnless, switchCase, switched } from './conditions.js';
import { text, unescapedText } from './content.js';
import { handler } from './event-handler.js';
import { insertion, replacement } from './fragment-insertion.js';
import { errorClass, errorList, formField } from './form-fields.js';
import { formMethod } from './form-method.js';
import { inlining } from './inlining-mode.js';
import { each } from './iteration.js';
import { layoutProcessors } from './layout.js';
import { localVariables, selectedObject } from './local-variables.js';
import { appendAttributes, prependAttributes, setAttributes } from './named-attributes.js';
import { around, within, type Processor } from './processor.js';
import type { Directive } from '../template/directive.js';
import { declaration } from './fragment-declaration.js';
import { removal } from './removed-parts.js';
import { authentication, authorized, refusedAuthorization } from './security.js';
import { singleValueAttributes } from './single-value-attributes.js';

const nothing = within(1500, () => undefined);

/** The precedences are those of the original. */
const standard: ReadonlyMap<string, Processor> = new Map<string, Processor>([
  ['insert', around(100, insertion('nodes'))],
  ['replace', around(100, replacement)],
  ['substituteby', around(100, replacement)],
  ['include', around(100, insertion('inner'))],
  ['each', around(200, each)],
  ['switch', around(250, switched)],
  ['case', around(275, switchCase)],
  ['if', around(300, renderedIf)],
  ['unless', around(400, renderedUnless)],
  ['object', around(500, selectedObject)],
  ['with', around(600, localVariables)],
  ['attr', within(700, setAttributes)],
  ['attrprepend', within(800, prependAttributes)],
  ['attrappend', within(900, appendAttributes)],
  ['alt-title', within(990, valueAttributes('alt', 'title'))],
  ['lang-xmllang', within(990, valueAttributes('lang', 'xml:lang'))],
  ['inline', within(1000, inlining)],
  ['href', within(1000, valueAttribute('restricted'))],
  ['src', within(1000, valueAttribute('restricted'))],
  ['xmlbase', within(1000, valueAttribute('plain', 'xml:base'))],
  ['xmllang', within(1000, valueAttribute('plain', 'xml:lang'))],
  ['xmlspace', within(1000, valueAttribute('plain', 'xml:space'))],
  ['classappend', within(1100, classAppending)],
  ['styleappend', within(1100, styleAppending)],
  ['field', within(1200, formField)],
  ['errors', around(290, errorList)],
  ['uerrors', around(290, errorList)],
  ['text', within(1300, text)],
  ['utext', within(1400, unescapedText)],
  ['fragment', within(1500, declaration)],
  ['assert', around(1550, assertion)],
  ['remove', within(1600, removal)],
  ['errorclass', within(1800, errorClass)],
  ['ref', within(10_000, (directive) => void requiredSource(directive))],
  ...[...booleanAttributes].map((name) => [name, within(1000, fixedValue)] as const),
  ...[...singleValueAttributes].map((name) => [name, within(1000, valueAttribute('plain'))] as const),
  ['method', within(1000, formMethod)],
]);

const security: ReadonlyMap<string, Processor> = new Map<string, Processor>([
  ['authorize', around(300, authorized)],
  ['authentication', within(1300, authentication)],
  ['authorize-acl', around(300, refusedAuthorization)],
  ['authorize-url', around(300, refusedAuthorization)],
]);

const dialects: Readonly<Record<Directive['dialect'], ReadonlyMap<string, Processor>>> = {
  th: standard,
  sec: security,
  layout: layoutProcessors,
};

/** An attribute that the engine has no processor for is set as any other, under the stricter rules of those. */
const otherwise: Readonly<Record<Directive['dialect'], Processor>> = {
  th: within(10_001, valueAttribute('restricted')),
  sec: nothing,
  layout: nothing,
};

const eventHandler = within(1000, handler);

/** What acts on an attribute of the engine's. */
export function processorOf({ dialect, name }: Directive): Processor {
  const processor = dialects[dialect].get(name);
  if (processor) return processor;
  return dialect === 'th' && isEventHandler(name) ? eventHandler : otherwise[dialect];
}

/** Whether a browser may run what an attribute holds; the shortest are `oncut` and `onend`. */
export function isEventHandler(name: string): boolean {
  return name.toLowerCase().startsWith('on') && name.length >= 5;
}
