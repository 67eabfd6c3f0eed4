import type { FieldSpec } from './field-spec.js';
import type { FormValues } from './form-values.js';

/** A form with what two people have made of the same thing. */
export interface MergedValues {
  readonly values: FormValues;
  /** By the names of fields: what the other one has made of it. */
  readonly notes: ReadonlyMap<string, string>;
}

/**
 * Puts together what somebody filled in and what somebody else saved meanwhile (behaviour 9): each field has the value of whoever changed it; where both
 * did, it keeps what was filled in and says what the other value is.
 * @param base as the form was when it was opened
 */
export function mergeValues(
  specs: readonly FieldSpec[],
  base: FormValues,
  mine: FormValues,
  theirs: FormValues,
): MergedValues {
  const notes = new Map<string, string>();
  const values = specs.map(({ name }) => {
    const [before, own = '', other = ''] = [base[name] ?? '', mine[name], theirs[name]];
    if (other === before || other === own) return [name, own] as const;
    const isMineToo = own !== before;
    const shown = other === '' ? 'empty' : `“${other.length > 300 ? `${other.slice(0, 300)}…` : other}”`;
    notes.set(
      name,
      isMineToo
        ? `Somebody else made it ${shown} meanwhile. What you filled in is kept unless you change it.`
        : `Somebody else changed it meanwhile; this is their value.`,
    );
    return [name, isMineToo ? own : other] as const;
  });
  return { values: Object.fromEntries(values), notes };
}
