import type { AdminAnswer, AdminClient } from './admin-client.js';

type Json = Readonly<Record<string, unknown>>;

/** One kind of thing that an infrastructure-as-code provider manages. */
export interface ManagedKind {
  /** Where it is created, such as `/openid-connect-clients/Master/smart_auth`. */
  readonly collection: (wanted: Json) => string;
  /** Where one is read. */
  readonly path: (object: Json) => string;
  /** Where one is replaced, if elsewhere. */
  readonly change?: (object: Json) => string;
  /** Where all are listed, and under which name. */
  readonly list: { readonly path: string; readonly name: string };
  /** Fields that are told masked: only a new value in the definition is a difference. */
  readonly secret: readonly string[];
}

/** What an apply would do. */
export type Plan = 'create' | 'nothing' | readonly string[];

/**
 * Manages things as a provider of infrastructure as code does: it remembers what it last applied and what it then read, and writes only where
 * definition and server differ.
 */
export class IacClient {
  /** What was applied last, secrets included, by the name the definition has here. */
  private readonly state = new Map<string, { readonly applied: Json; readonly read: Json }>();

  constructor(
    private readonly api: AdminClient,
    private readonly kind: ManagedKind,
  ) {}

  /** What is different between the definition and the server. */
  async plan(name: string, wanted: Json): Promise<Plan> {
    const known = this.state.get(name);
    if (known === undefined) return 'create';
    const current = await this.api.get<Json>(this.kind.path(known.read));
    if (current.status === 404) return 'create';
    const differing = Object.keys(wanted).filter((field) =>
      this.kind.secret.includes(field)
        ? !equal(wanted[field], known.applied[field])
        : !equal(current.body[field], wanted[field]),
    );
    return differing.length === 0 ? 'nothing' : differing;
  }

  /** Makes the server as the definition says. */
  async apply(name: string, wanted: Json): Promise<AdminAnswer<Json>> {
    const plan = await this.plan(name, wanted);
    const known = this.state.get(name);
    const answer =
      plan === 'create' || known === undefined
        ? await this.api.post<Json>(this.kind.collection(wanted), wanted)
        : await this.api.put<Json>(this.changePath(known.read), { ...known.read, ...wanted });
    if (answer.status < 300) this.state.set(name, { applied: wanted, read: answer.body });
    return answer;
  }

  /** Deletes softly, as such providers do: by the full object with `archivedAt`. */
  async destroy(name: string): Promise<AdminAnswer<Json>> {
    const read = this.state.get(name)?.read ?? {};
    const answer = await this.api.put<Json>(this.changePath(read), { ...read, archivedAt: '2030-01-01T00:00:00.000Z' });
    if (answer.status < 300) this.state.delete(name);
    return answer;
  }

  private changePath(read: Json): string {
    return (this.kind.change ?? this.kind.path)(read);
  }

  /** What was read last. */
  read(name: string): Json {
    return this.state.get(name)?.read ?? {};
  }

  /** Everything there is, page by page. */
  async all(pageSize: number): Promise<readonly Json[]> {
    const found: Json[] = [];
    const { path, name } = this.kind.list;
    for (let pageIndex = 0; ; pageIndex++) {
      const query = `pageIndex=${String(pageIndex)}&pageSize=${String(pageSize)}`;
      const { body } = await this.api.get<Json>(`${path}?${query}`);
      found.push(...(body[name] as readonly Json[]));
      if (pageIndex + 1 >= Number(body['totalPages'])) return found;
    }
  }
}

/** Lists are compared as sets: the product answers grant types and scopes as such (reference 5.1). */
function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
