import type { Scope } from '../scope.js';
import { recordOf, type ValueRecord } from '../value.js';

const mode = 'HTML';

/** `#execInfo`: which template this is, and what it stands in, from the outermost. */
export function executionInfo({ template, templates = [template], environment: { now } }: Scope): ValueRecord {
  const outermost = templates[0] ?? template;
  return recordOf(
    Object.entries({
      ...{ templateName: template, templateMode: mode, now },
      ...{ templateNames: templates, templateModes: templates.map(() => mode), templateStack: templates },
      ...{ processedTemplateName: outermost, processedTemplateMode: mode, processedTemplate: outermost },
    }),
  );
}
