import type { JsonObject } from '#protocol/json/json-object';
import { linesBetween, type DifferenceLine } from './difference-lines.js';
import type { FieldSpec } from './field-spec.js';
import { valuesOf } from './form-values.js';

/** One field that is different, as people read it. */
export interface DifferenceView {
  readonly label: string;
  /** Undefined: nothing is set. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Of lists: lines that go and come; empty for everything else. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly isList: boolean;
  /** Of long texts: line by line; undefined for everything else. */
  readonly lines: readonly DifferenceLine[] | undefined;
  /** A secret: neither value is shown. */
  readonly isSecret: boolean;
}

/** Before and after of these fields; those that the form does not have by their names. */
export function differenceViews(
  specs: readonly FieldSpec[],
  before: JsonObject,
  after: JsonObject,
  fields: readonly string[],
): readonly DifferenceView[] {
  const [old, fresh] = [valuesOf(specs, before), valuesOf(specs, after)];
  return fields.map((field) => {
    const spec = specs.find(({ name }) => name === field);
    const isSecret = spec === undefined ? /secret|password|key/i.test(field) : spec.kind === 'secret';
    const [was, is] = [old[field] ?? plain(before[field]), fresh[field] ?? plain(after[field])];
    const isList = spec !== undefined && ['lines', 'choices', 'authorities', 'contexts', 'pairs'].includes(spec.kind);
    const isText = spec?.kind === 'code' || spec?.kind === 'long-text';
    const [oldLines, newLines] = [was.split('\n').filter(Boolean), is.split('\n').filter(Boolean)];
    return {
      label: spec?.label ?? field,
      before: isSecret ? undefined : shown(was),
      after: isSecret ? undefined : shown(is),
      removed: isList ? oldLines.filter((line) => !newLines.includes(line)) : [],
      added: isList ? newLines.filter((line) => !oldLines.includes(line)) : [],
      lines: isText ? linesBetween(was, is) : undefined,
      ...{ isList, isSecret },
    };
  });
}

function shown(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function plain(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 1);
}
