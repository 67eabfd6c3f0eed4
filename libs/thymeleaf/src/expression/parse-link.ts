import { plain, type Node, type Run } from './node.js';
import type { Value } from '../value.js';
import { printed } from '../printed.js';
import { buildLink, type LinkParameter } from './build-link.js';
import type { Parsing } from './parsing.js';
import { parseAssignment } from './parse-assignment.js';
import { parseOrLiteral } from './parse-literal-default.js';
import { type Range, splitAtCommas, splitParameters } from './scan.js';
import type { Spot } from './source-text.js';

interface Link {
  readonly base: Node;
  /** Whether the base is computed, and may be anything. */
  readonly isComputed: boolean;
  readonly parameters: readonly { readonly name: Node; readonly value: Node | undefined }[];
  readonly spot: Spot;
}

/** `@{path(name=value, …)}`. */
export function parseLink(parsing: Parsing, range: Range, at: number): Node {
  const { text } = parsing.source;
  const { base, parameters } = splitParameters(text, range);
  const parsed = isPlainPath(text, base) ? undefined : parseOrLiteral(parsing, base);
  const path = text.slice(base.from, base.end);
  const link: Link = {
    base: parsed?.node ?? ((): string => path),
    isComputed: parsed !== undefined && parsed.literal === undefined,
    parameters: parameters ? splitAtCommas(text, parameters).map((each) => parseAssignment(parsing, each)) : [],
    spot: parsing.spot(at),
  };
  return (run) => evaluateLink(run, link);
}

/** A path without anything that could be an expression; `login?error` is no condition. */
function isPlainPath(text: string, { from, end }: Range): boolean {
  const path = text.slice(from, end);
  return path !== 'null' && !/['|(]|[$*#@~]\{/.test(path);
}

/** Where the link leads is never of the request; its parameters may be. */
function evaluateLink(run: Run, link: Link): string {
  const { scope } = run;
  scope.budget.spend();
  const free: Run = { ...run, use: 'plain' };
  const base = printed(plain(link.base({ ...run, use: 'restricted' })), scope);
  const parameters = link.parameters.map(({ name, value }) => parameterOf(free, name, value));
  if (link.isComputed && runsScript(base)) return inert(run, link.spot);
  const built = buildLink(base, parameters, scope.environment.contextPath);
  scope.budget.build(built.length);
  return built;
}

function parameterOf(run: Run, name: Node, value: Node | undefined): LinkParameter {
  const given = value ? plain(value(run)) : null;
  return { name: printed(plain(name(run)), run.scope), values: valuesOf(run, given) };
}

/** Each item of a list is a parameter of its own; null has a name only. */
function valuesOf(run: Run, value: Value): readonly (string | null)[] {
  const items: readonly Value[] = Array.isArray(value) ? (value as readonly Value[]) : [value];
  run.scope.budget.spend(items.length);
  return items.map((item) => (item === null ? null : printed(item, run.scope)));
}

/** Browsers leave out control characters and blanks in front of, and inside of, the scheme. */
function runsScript(address: string): boolean {
  const start = [...address.slice(0, 64)].filter((character) => character > ' ' && character !== '\u007f');
  const scheme = start.join('').toLowerCase();
  return ['javascript:', 'data:', 'vbscript:'].some((script) => scheme.startsWith(script));
}

function inert({ scope: { environment, template } }: Run, spot: Spot): string {
  const what = 'A link whose address is computed leads to a script';
  if (environment.anyLinks === true) throw spot.failure('refused', `${what}: that is forbidden in this context.`);
  environment.notice(`${what}: it became #.`, { template, ...spot.place });
  return '#';
}
