import type { TemplateError, TemplateFault } from '#thymeleaf/template-error';
import type { FindingCode } from '../check/finding-codes.js';
import { finding } from '../check/finding.js';
import type { SkinFinding } from '../package/skin-finding.js';

const FAULTS = {
  ...{ syntax: 'template-syntax', refused: 'template-refused', limit: 'template-too-large' },
  ...{ unknown: 'template-syntax', value: 'template-syntax' },
} as const satisfies Record<TemplateFault, FindingCode>;

/** What a mistake of a template is to those who read reports. */
export function findingOf({ fault, message, place }: TemplateError, file: string): SkinFinding {
  const { position, expression } = place;
  return finding(FAULTS[fault], {
    ...{ file: place.template ?? file, problem: message.replace(/\.$/, '') },
    ...(position && { place: position }),
    ...(expression !== undefined && { expression }),
  });
}
