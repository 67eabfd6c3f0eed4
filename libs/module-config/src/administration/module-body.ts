import { JsonFields, type FieldProblem } from '#protocol/json/json-fields';

/** What a body says about a module; absent is what it does not say. */
export interface ModuleBody {
  readonly nodeId?: string;
  readonly moduleId?: string;
  readonly moduleType?: string;
  readonly options?: ReadonlyMap<string, string>;
  readonly dependencies?: ReadonlyMap<string, string>;
}

/** A body, to be used only when there are no problems. */
export interface ReadModuleBody {
  readonly body: ModuleBody;
  readonly problems: readonly FieldProblem[];
  readonly unknownFields: readonly string[];
}

const MOST_OPTIONS = 1_000;
const MOST_DEPENDENCIES = 50;
/** Longest value of an option, in characters: a set of signing keys fits. */
const LONGEST_VALUE = 262_144;
const NAME = { maxLength: 100, required: true };
const OPTION_KEY = /^[\w.-]{1,200}$/;
const MODULE_ID = /^[\w-]{1,100}$/;

/** Whether a module may be called so. */
export function isModuleId(text: string): boolean {
  return MODULE_ID.test(text);
}

/** Reads `{moduleId, moduleType, options: [{key, value}], dependencies: [{moduleId, type}]}`, everything wrong with it at once (reference 12). */
export function readModuleBody(value: unknown): ReadModuleBody {
  const fields = new JsonFields(value);
  fields.ignore(['version']);
  const nodeId = fields.text('nodeId', { maxLength: 100 });
  const moduleId = fields.text('moduleId', { maxLength: 100 });
  const moduleType = fields.text('moduleType', { maxLength: 100 });
  if (moduleId !== undefined && !isModuleId(moduleId))
    fields.refuse('moduleId', 'is no module id', 'Use up to 100 letters, digits, _ and -');
  const unknown = new Set<string>();
  const options = optionsOf(fields, unknown);
  const dependencies = dependenciesOf(fields, unknown);
  return {
    body: {
      ...(nodeId !== undefined && { nodeId }),
      ...(moduleId !== undefined && { moduleId }),
      ...(moduleType !== undefined && { moduleType }),
      ...(isSaid(value, 'options') && { options }),
      ...(isSaid(value, 'dependencies') && { dependencies }),
    },
    problems: fields.problems(),
    unknownFields: [...fields.unknownFields(), ...unknown],
  };
}

function isSaid(value: unknown, name: string): boolean {
  return Object.hasOwn(Object(value) as object, name) && (value as Record<string, unknown>)[name] !== null;
}

/** An option without a value is not set; a blank one is kept as it is, so that what was read can be sent back. */
function optionsOf(fields: JsonFields, unknown: Set<string>): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  const seen = new Set<string>();
  fields.list('options', MOST_OPTIONS, (item) => {
    const key = item.text('key', { maxLength: 200, required: true });
    const text = item.text('value', { maxLength: LONGEST_VALUE, multiline: true });
    for (const name of item.unknownFields()) unknown.add(`options[].${name}`);
    if (key === undefined) return;
    if (!OPTION_KEY.test(key)) item.refuse('key', 'is no key', 'Use letters, digits, dots, _ and -');
    if (seen.has(key)) item.refuse('key', `"${key}" is there twice`, 'Leave one of the two out');
    seen.add(key);
    if (text !== undefined || item.isBlank('value')) options.set(key, text ?? '');
  });
  return options;
}

function dependenciesOf(fields: JsonFields, unknown: Set<string>): ReadonlyMap<string, string> {
  const dependencies = new Map<string, string>();
  fields.list('dependencies', MOST_DEPENDENCIES, (item) => {
    const type = item.text('type', NAME);
    const target = item.text('moduleId', NAME);
    for (const name of item.unknownFields()) unknown.add(`dependencies[].${name}`);
    if (type === undefined || target === undefined) return;
    if (!MODULE_ID.test(type)) item.refuse('type', 'is no dependency', 'Use letters, digits, _ and -');
    if (!isModuleId(target)) item.refuse('moduleId', 'is no module id', 'Use letters, digits, _ and -');
    if (dependencies.has(type)) item.refuse('type', `"${type}" is there twice`, 'Leave one of the two out');
    dependencies.set(type, target);
  });
  return dependencies;
}
