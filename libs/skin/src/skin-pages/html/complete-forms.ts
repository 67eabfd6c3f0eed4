import type { Budget } from '#thymeleaf/limits';
import { escapeHtml } from '#thymeleaf/escaping/html';
import { pathHere } from '../../static/path-here.js';
import { attributeOf, type HtmlTag } from './html-tags.js';
import type { TextEdit } from './text-edits.js';

/** A field of a form: one that is hidden, or what the page says of one. */
export interface HiddenField {
  readonly name: string;
  readonly value: string;
}

/** What the forms of a page need to be answered. */
export interface FormNeeds {
  /** Where the page stands, as the browser sees it: a path, which actions may be relative to. */
  readonly path: string;
  /** Where its form belongs: forms without an action, and those that are posted to a name of `targets`, are sent there. */
  readonly action: string | undefined;
  /** Last pieces of paths that other servers have for it, such as `login`. */
  readonly targets: readonly string[];
  /** Put into every form that has no field of the name. */
  readonly hidden: readonly HiddenField[];
  /** What a form says without saying it: put into those whose fields are such. */
  readonly implied?: {
    readonly by: (written: readonly HiddenField[]) => boolean;
    readonly fields: readonly HiddenField[];
  };
}

interface Form {
  readonly tag: HtmlTag;
  readonly fields: HiddenField[];
  /** Where its buttons lead besides. */
  readonly otherActions: string[];
}

const FIELDS: ReadonlySet<string> = new Set(['input', 'button', 'select', 'textarea']);

/**
 * The edits that let a page of a skin be answered, whatever conventions it was written for: the fields that its forms lack, above all the CSRF token, and
 * where they belong. Forms by GET, and those that lead to other servers, get nothing: a token there would be seen by others.
 * @throws TemplateError `limit`
 */
export function formEdits(tags: readonly HtmlTag[], needs: FormNeeds, budget: Budget): readonly TextEdit[] {
  return formsOf(tags).flatMap((form) => {
    budget.checkTime();
    if (!isPost(form) || !staysHere(form, needs.path)) return [];
    const edits = [...actionEdits(form, needs), ...fieldEdits(form, needs)];
    for (const { text } of edits) budget.emit(text.length);
    return edits;
  });
}

/** The forms with what belongs to them: what stands in them, or names them in `form`. A form in a form is none (HTML §13.2.6.4.7). */
function formsOf(tags: readonly HtmlTag[]): readonly Form[] {
  const forms: Form[] = [];
  const byId = new Map<string, Form>();
  let open: Form | undefined;
  for (const tag of tags) {
    if (tag.name === 'form') {
      if (tag.kind === 'end') open = undefined;
      else if (open === undefined) {
        open = { tag, fields: [], otherActions: [] };
        forms.push(open);
        const id = attributeOf(tag, 'id');
        if (id !== undefined && !byId.has(id)) byId.set(id, open);
      }
    }
  }
  assignFields(tags, forms, byId);
  return forms;
}

function assignFields(tags: readonly HtmlTag[], forms: readonly Form[], byId: ReadonlyMap<string, Form>): void {
  const starts = new Map(forms.map((form) => [form.tag, form]));
  let open: Form | undefined;
  for (const tag of tags) {
    if (tag.name === 'form') open = tag.kind === 'end' ? undefined : (starts.get(tag) ?? open);
    if (tag.kind === 'end' || !FIELDS.has(tag.name)) continue;
    const owner = attributeOf(tag, 'form');
    const form = owner === undefined ? open : byId.get(owner);
    const [name, action] = [attributeOf(tag, 'name'), attributeOf(tag, 'formaction')];
    if (name !== undefined) form?.fields.push({ name, value: attributeOf(tag, 'value') ?? '' });
    if (action !== undefined) form?.otherActions.push(action);
  }
}

function isPost({ tag }: Form): boolean {
  return attributeOf(tag, 'method')?.trim().toLowerCase() === 'post';
}

function staysHere({ tag, otherActions }: Form, path: string): boolean {
  return [attributeOf(tag, 'action') ?? '', ...otherActions].every((action) => pathHere(action, path) !== undefined);
}

function actionEdits({ tag }: Form, { path, action, targets }: FormNeeds): readonly TextEdit[] {
  if (action === undefined) return [];
  const written = tag.attributes.find(({ name }) => name === 'action');
  const leadsTo = pathHere(written?.value ?? '', path) ?? '';
  const isMeant = [path, action].includes(leadsTo) || targets.includes(leadsTo.split('/').at(-1) ?? '');
  // Without an action the query of the page goes along, and answers have none.
  if (!isMeant || written?.value === action) return [];
  const text = `action="${escapeHtml(action)}"`;
  if (written !== undefined) return [{ start: written.start, end: written.end, text }];
  const place = tag.start + '<form'.length;
  return [{ start: place, end: place, text: ` ${text}` }];
}

function fieldEdits({ tag, fields }: Form, { hidden, implied }: FormNeeds): readonly TextEdit[] {
  const names = new Set(fields.map(({ name }) => name));
  const missing = [...hidden.filter(({ name }) => !names.has(name)), ...(implied?.by(fields) ? implied.fields : [])];
  const text = missing.map(({ name, value }) => hiddenInput(name, value)).join('');
  return text === '' ? [] : [{ start: tag.end, end: tag.end, text }];
}

function hiddenInput(name: string, value: string): string {
  return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;
}
