import type { FieldProblem } from '#protocol/json/json-fields';
import type { FieldSpec } from './field-spec.js';
import { FIELD_PREFIX, type FormValues } from './form-values.js';

/** A field as its template shows it. */
export interface FieldView {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly example: string | undefined;
  readonly reference: string | undefined;
  readonly absent: string | undefined;
  readonly value: string;
  readonly unit: string | undefined;
  /** Of these exactly one is true: how the template draws it. */
  readonly is: Readonly<Record<string, boolean>>;
  readonly rows: number;
  readonly options: readonly {
    readonly name: string;
    readonly id: string;
    readonly value: string;
    readonly label: string;
    readonly isChosen: boolean;
  }[];
  /** What is wrong with it, and what to do. */
  readonly problem: string | undefined;
  /** What else there is to say, such as what somebody else has made of it meanwhile. */
  readonly note: string | undefined;
}

/** Fields under one heading. */
export interface SectionView {
  readonly heading: string;
  readonly fields: readonly FieldView[];
  /** Folded away. */
  readonly advanced: readonly FieldView[];
  readonly isOpen: boolean;
}

/** What is said beside fields, by their names. */
export interface FieldRemarks {
  readonly problems?: readonly FieldProblem[];
  readonly notes?: ReadonlyMap<string, string>;
}

/** The sections of a form in the order of its fields. */
export function formSections(
  specs: readonly FieldSpec[],
  values: FormValues,
  remarks: FieldRemarks = {},
): readonly SectionView[] {
  const bySection = Map.groupBy(specs, ({ section }) => section);
  return [...bySection].map(([heading, members]) => {
    const views = members.map((spec) => ({ spec, view: fieldView(spec, values[spec.name] ?? '', remarks) }));
    const advanced = views.filter(({ spec }) => spec.isAdvanced === true).map(({ view }) => view);
    return {
      heading,
      fields: views.filter(({ spec }) => spec.isAdvanced !== true).map(({ view }) => view),
      advanced,
      isOpen: advanced.some(({ problem, note, value }) => problem !== undefined || note !== undefined || value !== ''),
    };
  });
}

/** What is wrong, for the summary above the form: each with the field that it leads to (behaviour 7). */
export function problemSummary(
  specs: readonly FieldSpec[],
  problems: readonly FieldProblem[],
): readonly { readonly text: string; readonly href: string | undefined }[] {
  return problems.map((problem) => {
    const spec = specs.find(({ name }) => isAbout(problem, name));
    const place = spec === undefined ? problem.field : spec.label + problem.field.slice(spec.name.length);
    return {
      text: `${place} ${problem.problem}. ${problem.remedy}.`.trim(),
      href: spec === undefined ? undefined : `#${idOf(spec)}`,
    };
  });
}

function isAbout({ field }: FieldProblem, name: string): boolean {
  return field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`);
}

function fieldView(spec: FieldSpec, value: string, { problems = [], notes }: FieldRemarks): FieldView {
  const { name, label, help, example, reference, absent, kind } = spec;
  const own = problems.filter((problem) => isAbout(problem, name));
  const options = 'options' in spec ? spec.options : [];
  const chosen = new Set(kind === 'choices' ? value.split('\n') : [value]);
  const looks = lookOf(spec);
  return {
    ...{ id: idOf(spec), name: FIELD_PREFIX + name, label, help, example, reference, absent, value },
    unit: kind === 'number' ? spec.unit : undefined,
    is: { [looks]: true },
    rows: Math.min(16, Math.max(3, value.split('\n').length + 1)),
    options: options.map((option, place) => ({
      ...option,
      id: `${idOf(spec)}-${String(place)}`,
      name: `${FIELD_PREFIX}${name}.${option.value}`,
      isChosen: chosen.has(option.value),
    })),
    problem:
      own.length === 0
        ? undefined
        : own
            .map(({ field, problem, remedy }) => `${field.slice(name.length)} ${problem}. ${remedy}.`.trim())
            .join(' '),
    note: notes?.get(name),
  };
}

function lookOf({ kind }: FieldSpec): string {
  switch (kind) {
    case 'lines':
    case 'authorities':
    case 'contexts':
    case 'pairs':
    case 'long-text':
      return 'area';
    case 'instant':
      return 'text';
    default:
      return kind;
  }
}

function idOf({ name }: FieldSpec): string {
  return `field-${name}`;
}
