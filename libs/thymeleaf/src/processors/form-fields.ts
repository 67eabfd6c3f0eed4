import type { Expression } from '../expression/expressions.js';
import { parseFieldExpression } from '../expression/parse-expression.js';
import { isTrue } from '../expression/truth.js';
import { isEqual } from '../expression/equality.js';
import { unescapeHtml } from '../escaping/unescape-html.js';
import {
  boundField,
  errorsOf,
  isFieldPath,
  namedField,
  rejectedValue,
  type BoundField,
  type FieldError,
} from '../forms/bound-field.js';
import { fieldId } from '../forms/fields-utility.js';
import { printed } from '../printed.js';
import {
  attributeText,
  type AttributeChange,
  type AttributeList,
  type AttributeSlots,
} from '../template/attribute-slots.js';
import { renderNodes } from '../template/compiled-nodes.js';
import type { ElementBuild } from '../template/element-build.js';
import { evaluated, placed } from '../template/evaluated.js';
import { preprocessedText } from '../template/preprocessed-text.js';
import type { Renderer, RenderScope } from '../template/render-scope.js';
import { writeText } from '../template/value-writers.js';
import { TemplateError } from '../template-error.js';
import { utilityObjects } from '../utilities/utility-objects.js';
import type { Value } from '../value.js';
import { requiredSource } from './directive-values.js';
import type { AroundBuilder, WithinBuilder } from './processor.js';
import type { Directive } from '../template/directive.js';

/** A field as the page is rendered: where it is, and its value. */
interface Field {
  readonly field: BoundField;
  readonly value: Value;
}

type FieldReader = (scope: RenderScope) => Field;

/** th:field: id, name and value of a field of the form that th:object selects. What was typed and rejected counts before the value. */
export const formField: WithinBuilder = (directive, element) => {
  const read = fieldReader(directive, element);
  const { lowerName } = element.node;
  if (lowerName === 'option') return selectedOption(element.attributes, read);
  if (lowerName === 'textarea') fillTextArea(element, read);
  if (lowerName === 'select') {
    element.options = (option) => selectedOption(option, read);
    if (hasMultiple(element)) element.before = marker(read);
  }
  if (lowerName === 'input') inputField(element, read);
  else
    element.attributes.rewrite((attributes, scope) => {
      const { path } = read(scope).field;
      nameField(attributes, path, fieldId(path));
    });
};

const hasMultiple = ({ node }: ElementBuild): boolean =>
  node.attributes.some(({ lowerName }) => ['multiple', 'th:multiple', 'data-th-multiple'].includes(lowerName));

/** An input as its type wants it, which may be computed. A box that may be checked is followed by the mark that it was shown. */
function inputField(element: ElementBuild, read: FieldReader): void {
  let shown: string | undefined;
  element.attributes.rewrite((attributes, scope) => {
    const { field, value } = read(scope);
    const type = (attributes.get('type') ?? 'text').toLowerCase();
    shown = undefined;
    if (type === 'checkbox' && attributes.get('disabled') === undefined) shown = field.path;
    if (type === 'checkbox' || type === 'radio') return checkField(attributes, { field, value, type, scope });
    nameField(attributes, field.path, fieldId(field.path));
    if (type !== 'file') attributes.set('value', type === 'password' ? '' : attributeText(printed(value, scope)));
  });
  element.after = (_, output) => {
    if (shown !== undefined) output.write(hiddenField(shown, 'on'));
  };
}

/** A field of the form, of the value that `*{…}` gives. */
function fieldReader(directive: Directive, { template }: ElementBuild): FieldReader {
  const source = requiredSource(directive);
  const expression = parseFieldExpression(source, directive.position);
  template.recorder.expression(expression, { attribute: directive.attribute.name, unescaped: false });
  return (scope) => {
    const field = fieldOf(source, expression, scope);
    return { field, value: rejectedValue(scope, field) ?? evaluated(expression, scope) };
  };
}

function fieldOf(source: string, expression: Expression, scope: RenderScope): BoundField {
  return placed(expression, scope, () => {
    const field = boundField(preprocessedText(source, expression.position, scope), scope.form);
    if (!isFieldPath(field.path))
      throw new TemplateError('value', 'th:field takes the way to a field, such as *{address.city}.');
    return field;
  });
}

function nameField(attributes: AttributeList, name: string, id: string): void {
  if (attributes.get('id') === undefined) attributes.set('id', attributeText(id));
  attributes.set('name', attributeText(name));
}

interface Checked extends Field {
  readonly type: string;
  readonly scope: RenderScope;
}

/** A box is checked by a true value, or one that is or holds the value of the box; boxes of a name are numbered. */
function checkField(attributes: AttributeList, { field, value, type, scope }: Checked): void {
  const given = attributes.get('value');
  nameField(attributes, field.path, numbered(fieldId(field.path), scope));
  if (given === undefined && type === 'radio')
    throw new TemplateError('value', 'A radio button needs th:value or value.');
  const checked = given === undefined ? isTrue(value) : holds(value, given, scope);
  if (given === undefined) attributes.set('value', 'true');
  attributes.set('checked', checked ? 'checked' : undefined);
}

/** As `#ids.seq` gives it, so that `#ids.prev` and `#ids.next` of a label mean the same. */
function numbered(id: string, scope: RenderScope): string {
  const sequence = utilityObjects.get('ids')?.get('seq');
  return sequence ? printed(sequence(scope, id), scope) : id;
}

/** Compared as the page shows it. */
function holds(value: Value, given: string, scope: RenderScope): boolean {
  if (value === null) return false;
  const each = Array.isArray(value) || value instanceof Set ? [...(value as Iterable<Value>)] : [value];
  return each.some((item) => isEqual(attributeText(printed(item, scope)), given, scope));
}

/** An option is selected where the field is its value, or has it among its values. */
function selectedOption(option: AttributeSlots, read: FieldReader): void {
  option.rewrite((attributes, scope) => {
    const value = attributes.get('value');
    const selected = value !== undefined && holds(read(scope).value, value, scope);
    attributes.set('selected', selected ? 'selected' : undefined);
  });
}

function fillTextArea(element: ElementBuild, read: FieldReader): void {
  element.body = () => (scope, output) => writeText(read(scope).value, scope, output);
}

/** Tells the server that a field was shown of which a browser sends nothing where nothing is chosen. */
function marker(read: FieldReader): Renderer {
  return (scope, output) => output.write(hiddenField(read(scope).field.path, '1'));
}

const hiddenField = (path: string, value: string): string =>
  `<input type="hidden" name="_${attributeText(path)}" value="${value}"/>`;

/** th:errors: what is wrong with a field, in place of the content; without mistakes there is no element. */
export const errorList: AroundBuilder = (directive, element) => {
  const source = requiredSource(directive);
  const read = errorReader(source, directive);
  element.body = () => (scope, output) => {
    read(scope).forEach((message, index) => {
      if (index > 0) output.write('<br />');
      writeText(message, scope, output);
    });
  };
  return (inner) => (scope, output) => {
    if (read(scope).length > 0) renderNodes(inner, scope, output);
  };
};

/** th:errorclass: another class for a field with mistakes. */
export const errorClass: WithinBuilder = (directive, element) => {
  const name = attributeText(requiredSource(directive));
  const classes = (before: string | undefined): string => (before ? `${before} ${name}` : name);
  const field = element.node.attributes.find(({ lowerName }) => ['th:field', 'data-th-field'].includes(lowerName));
  if (field) {
    const read = errorReader(field.value ?? '', directive);
    const change: AttributeChange = (before, scope) => (read(scope).length > 0 ? classes(before) : before);
    element.attributes.change('class', change, directive.attribute);
  } else
    element.attributes.rewrite((attributes, scope) => {
      if (errorsOfNamed(attributes.get('name') ?? '', directive, scope).length > 0)
        attributes.set('class', classes(attributes.get('class')));
    });
};

/** Of a field that is known by its name in the page alone. */
function errorsOfNamed(name: string, { position, source = '' }: Directive, scope: RenderScope): readonly FieldError[] {
  return placed({ position, source }, scope, () => errorsOf(scope, namedField(unescapeHtml(name), scope.form)));
}

function errorReader(source: string, { position }: Directive): (scope: RenderScope) => readonly string[] {
  return (scope) =>
    placed({ position, source }, scope, () =>
      errorsOf(scope, boundField(preprocessedText(source, position, scope), scope.form)).map(({ message }) => message),
    );
}
