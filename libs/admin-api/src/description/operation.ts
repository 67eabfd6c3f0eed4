/** A schema of the OpenAPI document, as far as it is looked into. */
export type Schema = Readonly<Record<string, unknown>> & {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};

/** An operation of the OpenAPI document; `x-query` and `x-refusals` are for its completion alone. */
export type Operation = Readonly<Record<string, unknown>> & {
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Readonly<Record<string, unknown>>;
  /** Name of the class that reads the parameters of the address. */
  readonly 'x-query'?: string;
  /** Statuses of refusals that only this operation has. */
  readonly 'x-refusals'?: readonly number[];
};
