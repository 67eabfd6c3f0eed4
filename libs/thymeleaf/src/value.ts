/**
 * What expressions read and give: plain data, nothing that runs. Records have no prototype; whatever is looked up in one is its own property or is not there.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Date
  | ValueList
  | ValueSet
  | ValueRecord
  | MarkupText
  | FragmentValue
  | NoOperation;

/** A list. One that {@link PRINTED} is on prints as that text; one that {@link ENTRIES} is on also answers like the map of these entries. */
export type ValueList = readonly Value[] & { readonly [PRINTED]?: string; readonly [ENTRIES]?: ValueRecord };

/** A set, in the order of its making. */
export type ValueSet = ReadonlySet<Value>;

/** A map or a bean. One that {@link PRINTED} is on prints, and is compared with texts, as that text. */
export interface ValueRecord {
  readonly [name: string]: Value;
  readonly [PRINTED]?: string;
  readonly [ENTRIES]?: ValueRecord;
}

/** Under this symbol a list or a record carries the text it stands for: a scope prints as its name, a request parameter as its value. */
export const PRINTED = Symbol('printed as');

/** Under this symbol a list carries the map it also is: `scopes` is a list of scopes and answers `scopes.get(name)` and `scopes.keySet()`. */
export const ENTRIES = Symbol('also the map');

/** Text that may stand in a page as it is, because whoever made the model says that it is markup. Everything else is escaped. */
export class MarkupText {
  constructor(readonly markup: string) {}
}

/** What `~{…}` gives: a piece of a template with its parameters, or nothing where there is none. Only templates look inside. */
export class FragmentValue {
  constructor(
    /** Name of the template and of the fragment, as they were asked for; for diagnostics. */
    readonly specification: string,
    /** The nodes; undefined for the empty fragment `~{}` and for one that does not exist. Known to the folder `template` alone. */
    readonly nodes: object | undefined,
    readonly parameters: ValueRecord,
    /** The closed name of the template the nodes are from. */
    readonly template: string,
    /** As it stands in its template: what it prints as. */
    readonly source = '',
  ) {}
}

/** What the token `_` gives: the processor that meets it does nothing. It passes through variables and parameters. */
export class NoOperation {
  readonly kind = 'no operation';
}

/** The only one there is. */
export const NO_OPERATION = new NoOperation();

/** A record made of its entries, frozen, without a prototype. */
export function recordOf(entries: Iterable<readonly [string, Value]>): ValueRecord {
  const record = Object.create(null) as Record<string, Value>;
  for (const [name, value] of entries) record[name] = value;
  return Object.freeze(record);
}

/** The same of one that prints as a text. */
export function printedRecord(entries: Iterable<readonly [string, Value]>, text: string): ValueRecord {
  return Object.freeze(Object.assign(Object.create(null) as ValueRecord, recordOf(entries), { [PRINTED]: text }));
}
