import { existsSync, readFileSync } from 'node:fs';

const titleOf = (part: string): string => part.split('\n', 1)[0] ?? '';

/** The text of a page of which several benchmarks write a part each: the part of the same title is replaced, the others stay. */
export function withPart(file: string, part: string): string {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const parts = before.split(/^(?=# )/m).filter((one) => one.trim() !== '');
  const at = parts.findIndex((one) => titleOf(one) === titleOf(part));
  const after = at < 0 ? [...parts, part] : parts.with(at, part);
  return after.map((one) => one.trimEnd()).join('\n\n') + '\n';
}
