// The npm package `thymeleaf`, as it is: a yardstick, nothing that ships.
import { createRequire } from 'node:module';
import { isDecimal } from '../context/java-data.js';
import type { Data } from '../context/java-data.js';
import type { TestContext } from '../context/test-context.js';
import type { Engine } from './engine.js';

interface Peer {
  readonly TemplateEngine: new (configuration: object) => {
    process(template: string, context: object): Promise<string>;
  };
  readonly StandardDialect: new (prefix: string) => object;
}

const { TemplateEngine, StandardDialect } = createRequire(import.meta.url)('thymeleaf') as Peer;

function plain(data: Data): unknown {
  if (data instanceof Map) return Object.fromEntries([...data].map(([name, value]) => [name, plain(value)]));
  if (isDecimal(data)) return Number(data.digits);
  if (data instanceof Set) return [...data].map(plain);
  return Array.isArray(data) ? data.map(plain) : data;
}

const contextOf = ({ variables, parameters, session, application }: TestContext): object => ({
  ...(plain(variables as Map<string, Data>) as object),
  param: Object.fromEntries([...parameters].map(([name, values]) => [name, values.length > 1 ? values : values[0]])),
  session: plain(session as Map<string, Data>),
  application: plain(application as Map<string, Data>),
});

const isDocument = (template: string): boolean => /<html\b/i.test(template);

/** It makes a document of whatever it is given. */
const bodyOf = (document: string): string => /<body>([\s\S]*)<\/body>/.exec(document)?.[1] ?? document;

export const npmEngine: Engine = async ({ test, context }) => {
  const messages = new Map(test.messages.get(''));
  const engine = new TemplateEngine({
    dialects: [new StandardDialect('th')],
    templateResolver: async (name: string) => {
      const template = test.templates.get(name);
      if (template === undefined) throw new Error(`no template ${name}`);
      return template;
    },
    messageResolver: async (key: string) => messages.get(key),
  });
  const template = test.templates.get('') ?? '';
  try {
    const document = await engine.process(template, contextOf(context));
    return { kind: 'rendered', text: isDocument(template) ? document : bodyOf(document) };
  } catch (error) {
    return { kind: 'failed', message: String(error) };
  }
};
