import { ValidateBy, type ValidationArguments } from 'class-validator';
import type { ConfigurationProblem } from '#module-config/property.port';

/** A header as it is sent. */
export type Header = readonly [name: string, value: string];

/** A token and visible ASCII (RFC 9110 §5.1, §5.5): nothing that could end the line (V-84). */
const HEADER = /^([A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}):[ \t]*([\x21-\x7e](?:[\x20-\x7e]{0,998}[\x21-\x7e])?)$/;

/** What frames an answer, leads browsers elsewhere, opens it to other sites, or carries state: only what answers knows what is right. */
const RESERVED =
  /^(?:content-(?:length|type|encoding|range)|transfer-encoding|connection|keep-alive|trailer|upgrade|te|date|location|refresh|set-cookie|clear-site-data|www-authenticate|proxy-authenticate|retry-after|vary|dpop-nonce|access-control-.*)$/i;

/** What every answer has already, at least as strict as others would have it. */
const ALWAYS_SENT =
  /^(?:content-security-policy|cross-origin-(?:opener|resource)-policy|origin-agent-cluster|referrer-policy|strict-transport-security|x-content-type-options|x-dns-prefetch-control|x-download-options|x-frame-options|x-permitted-cross-domain-policies|x-xss-protection)$/i;

/** The headers of lines such as `Permissions-Policy: camera=()`; lines that are none are left out. */
export function customHeaders(lines: readonly string[]): readonly Header[] {
  return lines.flatMap((line) => {
    const [, name, value] = HEADER.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

/** What an operator adds although every answer has it already: the server's own value stays. */
export function customHeaderWarnings(moduleId: string, lines: readonly string[]): readonly ConfigurationProblem[] {
  const own = customHeaders(lines).flatMap(([name]) => (ALWAYS_SENT.test(name) ? [name] : []));
  if (own.length === 0) return [];
  const key = `module.${moduleId}.config.custom_response_headers`;
  const problem = `every answer has ${own.join(', ')} already, and the server's own value stays`;
  return [{ key, problem, remedy: 'Remove the line.' }];
}

/** Every line of a list is a header that may be added; the message names those that are not, without their values. */
export function AreCustomHeaders(): PropertyDecorator {
  return ValidateBy({
    name: 'areCustomHeaders',
    validator: {
      validate: (value) => refusedIn(value).length === 0,
      defaultMessage: (rule?: ValidationArguments) =>
        `has lines that cannot be added to answers as headers: ${refusedIn(rule?.value).join(', ')}`,
    },
  });
}

function refusedIn(value: unknown): readonly string[] {
  const lines = Array.isArray(value) ? value.map(String) : [];
  return lines
    .filter((line) => !HEADER.test(line) || RESERVED.test(nameOf(line)))
    .map((line) => JSON.stringify(nameOf(line)));
}

function nameOf(line: string): string {
  const [name = ''] = line.split(':');
  return name.slice(0, 100);
}
