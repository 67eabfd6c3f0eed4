import type { InspectedForm } from '#thymeleaf/template/template-inspection';
import type { SkinFinding } from '../package/skin-finding.js';
import { formTargetNames } from '../skin-pages/form-needs.js';
import type { SkinPageName } from '../skin-pages/skin-page-names.js';
import { pagesOf, type CheckedTemplate, findingsIn, type Findings } from './checked-skin.js';
import { finding } from './finding.js';
import { ownTargets } from './own-targets.js';
import { neededFields, SECRET_FIELDS } from './page-fields.js';

/** Forms that lead nowhere, elsewhere, or carry secrets in addresses. */
export function checkForms({ skin, template }: CheckedTemplate): Findings {
  const pages = pagesOf(template.name, skin);
  return findingsIn(template.inspection.forms, (form) => {
    const at = { file: template.name, place: form.position };
    if (form.method === 'get') return secretFindings(form, at);
    return form.method === 'post' ? targetFindings(form, pages, at) : [];
  });
}

type At = Pick<SkinFinding, 'file' | 'place'>;

function secretFindings({ fields }: InspectedForm, at: At): readonly SkinFinding[] {
  const secret = fields.find(({ name = '', type }) => type === 'password' || SECRET_FIELDS.has(name));
  if (secret === undefined) return [];
  return [finding('form-get-secret', { ...at, problem: `sends ${secret.name ?? 'a password'} by GET` })];
}

function targetFindings(form: InspectedForm, pages: readonly SkinPageName[], at: At): readonly SkinFinding[] {
  const { action } = form;
  if (action === undefined || action === '') return [];
  const expression = action;
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(action))
    return [
      finding('form-target-elsewhere', { ...at, expression, problem: `posts a form to ${action.slice(0, 200)}` }),
    ];
  const last = action.split('/').at(-1) ?? '';
  const isMain = isMainForm(form, pages);
  const known = isMain ? pages.flatMap((page) => [...formTargetNames(page), ...ownTargets(page)]) : everyTarget();
  if (known.includes(last)) return [];
  const problem = `posts a form to ${action.slice(0, 200)}, which nobody answers`;
  if (isMain) return [finding('form-target-unknown', { ...at, expression, problem })];
  return [
    finding('form-target-other', {
      ...at,
      expression,
      problem: `posts a form to ${action.slice(0, 200)}, which is no address of these pages`,
    }),
  ];
}

/** Whether it is the form that one of the pages is there for. */
function isMainForm({ fields }: InspectedForm, pages: readonly SkinPageName[]): boolean {
  const needed = pages.flatMap((page) => neededFields[page] ?? []).flatMap(({ names }) => names);
  return fields.some(({ name }) => name !== undefined && needed.includes(name));
}

function everyTarget(): readonly string[] {
  const pages = Object.keys(neededFields) as SkinPageName[];
  return [...pages, 'session-management' as const, 'federated-login' as const, 'error' as const].flatMap((page) => [
    ...formTargetNames(page),
    ...ownTargets(page),
    'logout',
  ]);
}
