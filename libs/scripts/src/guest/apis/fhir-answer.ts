import type { HttpResult } from './http-request.js';

const { parse } = JSON;

/** The resource of an answer. Throws where there is none, with what was asked for in front. */
export function jsonOf(result: HttpResult, asked: string): Readonly<Record<string, unknown>> {
  if ('failure' in result) throw new Error(`${upper(asked)} failed: ${result.failure}`);
  const { status, text } = result;
  if (status < 200 || status > 299) throw new Error(`${upper(asked)} failed with status ${status}${reasonIn(text)}.`);
  const json = parsed(text);
  if (json === undefined) throw new Error(`The answer to ${asked} is no resource in JSON.`);
  return json;
}

/** What an OperationOutcome says, shortened. */
function reasonIn(text: string): string {
  const issues = parsed(text)?.['issue'];
  const first = Array.isArray(issues) ? (issues[0] as Readonly<Record<string, unknown>> | undefined) : undefined;
  const said = first?.['diagnostics'] ?? first?.['code'];
  return typeof said === 'string' ? ` (${said.slice(0, 200)})` : '';
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json = parse(text) as unknown;
    return typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
