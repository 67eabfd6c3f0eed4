import { FragmentValue, recordOf } from '../value.js';
import type { CompiledTemplate } from './compile-template.js';
import type { TemplateCatalog } from './compiled-templates.js';
import type { FragmentRequest, FragmentSource } from './render-scope.js';
import { FragmentContent } from './fragment-content.js';

/** Finds fragments among the templates of a closed list. */
export class FragmentFinder implements FragmentSource {
  constructor(private readonly catalog: TemplateCatalog) {}

  /** Undefined where there is none. @throws TemplateError for a selector that cannot be read, the mistakes of a template that has any */
  find(request: FragmentRequest): FragmentValue | undefined {
    const { template, templates } = request;
    const names = template === undefined ? [...templates].reverse() : [template];
    for (const name of names) {
      const found = this.catalog.find(name);
      const value = found && fragmentOf(found, request);
      if (value) return value;
    }
    return undefined;
  }
}

function fragmentOf(template: CompiledTemplate, { selector, parameters }: FragmentRequest): FragmentValue | undefined {
  const fragment = template.fragment(selector);
  if (!fragment) return undefined;
  const { nodes, signature, source } = fragment;
  const content = new FragmentContent(nodes, () => template.contentOf(selector), signature, parameters);
  const named = 'named' in parameters ? parameters.named : recordOf([]);
  const specification = selector === undefined ? template.name : `${template.name} :: ${selector}`;
  return new FragmentValue(specification, content, named, template.name, source);
}
