import { legible } from '#protocol/legible-text';
import type { SkinDiagnosticJson } from '#skin/skin-diagnostics.port';

const SHOWN = {
  failure: 'the built-in page was shown',
  notice: 'the page was shown, and something of it does nothing',
} as const satisfies Readonly<Record<SkinDiagnosticJson['kind'], string>>;

/** A mistake that showed on a page, in two lines or three. */
export function diagnosticText(diagnostic: SkinDiagnosticJson): string {
  const { kind, skin, page, file, line, column, expression, message, errorId, times, firstAt, lastAt } = diagnostic;
  const place = [file, ...(line === undefined ? [] : [String(line), String(column)])].join(':');
  const often = times === 1 ? `once, ${lastAt}` : `${String(times)} times from ${firstAt} to ${lastAt}`;
  const source = expression === undefined ? '' : `  ${legible(expression)}\n`;
  return `${legible(place)}: ${legible(message)}\n${source}  ${page} of ${skin}: ${SHOWN[kind]}, ${often} (${errorId})\n`;
}
