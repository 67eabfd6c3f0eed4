import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The part of the OpenAPI description that answers are held against. */
export interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** One operation of it. */
export interface Operation {
  readonly summary: string;
  readonly 'x-permissions'?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content } | undefined>>;
}

interface MediaType {
  readonly schema: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

type Content = Readonly<Record<string, MediaType | undefined>>;

interface DescribedAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

interface Described {
  readonly description: Description;
  readonly ajv: Ajv2020;
  readonly compiled: Map<unknown, ValidateFunction>;
}

const described = new Map<string, Promise<Described>>();

/** The description that a listener serves; asked for once. */
export async function descriptionOf(baseUrl: string): Promise<Description> {
  return (await describedBy(baseUrl)).description;
}

/** What of an answer is not as described; undefined where all of it is. Addresses that are not described answer errors alone. */
export async function describedFault(baseUrl: string, answer: DescribedAnswer): Promise<string | undefined> {
  const { description, ajv, compiled } = await describedBy(baseUrl);
  const operation = operationAt(description, answer);
  const error = { $ref: '#/components/schemas/ApiErrorDto' };
  if (operation === undefined)
    return answer.status < 400 ? 'succeeded and is not described' : schemaFault(ajv, compiled, error, answer.body);
  const response =
    operation.responses[String(answer.status)] ?? (answer.status >= 500 ? operation.responses['default'] : undefined);
  if (response === undefined) return 'has a status that is not described';
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  if (response.content === undefined) return answer.text === '' ? undefined : 'has a body that is not described';
  const schema = response.content[type]?.schema;
  if (schema === undefined) return `has the type ${type}, which is not described`;
  return schemaFault(ajv, compiled, schema, type === 'application/json' ? answer.body : answer.text);
}

/** The operation of an address; one whose path is written out wins. */
export function operationAt(
  { paths }: Description,
  { method, path }: { readonly method: string; readonly path: string },
): Operation | undefined {
  const parts = (path.split('?')[0] ?? '').replace(/(?<=.)\/$/, '').split('/');
  const fitting = Object.keys(paths).filter((each) => {
    const pattern = each.split('/');
    return pattern.length === parts.length && pattern.every((part, at) => part.startsWith('{') || part === parts[at]);
  });
  const [best] = fitting.sort((a, b) => a.split('{').length - b.split('{').length);
  return best === undefined ? undefined : paths[best]?.[method.toLowerCase()];
}

function schemaFault(ajv: Ajv2020, compiled: Map<unknown, ValidateFunction>, schema: unknown, value: unknown) {
  const validate = compiled.get(schema) ?? ajv.compile(rooted(schema));
  compiled.set(schema, validate);
  return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'body' });
}

/** References of the description, as the validator knows it. */
function rooted(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"description#/components')) as object;
}

/** What a body may have besides is not in any answer. */
function withoutOthers(description: Description): Description {
  return JSON.parse(JSON.stringify(description), (name, value: unknown) =>
    name !== 'properties' && typeof value === 'object' && value !== null && 'properties' in value
      ? { ...value, additionalProperties: false }
      : value,
  ) as Description;
}

async function describedBy(baseUrl: string): Promise<Described> {
  const known = described.get(baseUrl) ?? load(baseUrl);
  described.set(baseUrl, known);
  return known;
}

async function load(baseUrl: string): Promise<Described> {
  const response = await fetch(`${baseUrl}/openapi.json`);
  if (response.status !== 200) throw new Error(`No description, but ${response.status}: ${await response.text()}`);
  const description = (await response.json()) as Description;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(withoutOthers(description), 'description');
  return { description, ajv, compiled: new Map() };
}
