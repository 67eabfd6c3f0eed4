import { CompiledTemplate } from './compile-template.js';
import { closedName, CompiledTemplates } from './compiled-templates.js';

/**
 * Makes templates ready: a closed list, by the path of each. One that has mistakes carries them (`errors`) and cannot be rendered; the others can.
 */
export function compileTemplates(sources: ReadonlyMap<string, string>): CompiledTemplates {
  const templates = new Map<string, CompiledTemplate>();
  for (const [path, source] of sources) templates.set(closedName(path), new CompiledTemplate(closedName(path), source));
  return new CompiledTemplates(templates);
}
