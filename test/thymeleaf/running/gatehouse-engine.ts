import { defaultRenderLimits } from '#thymeleaf/limits';
import { messageIn } from '#thymeleaf/messages/bundles';
import type { Environment } from '#thymeleaf/scope';
import { compileTemplates } from '#thymeleaf/template/compile-templates';
import { renderTemplate } from '#thymeleaf/template/render-template';
import { TemplateError } from '#thymeleaf/template-error';
import { recordOf } from '#thymeleaf/value';
import type { Value, ValueRecord } from '#thymeleaf/value';
import type { TestContext } from '../context/test-context.js';
import type { Thtest } from '../format/thtest.js';
import { bindingsOf } from './bindings.js';
import type { Engine, Outcome, Rendering } from './engine.js';
import { toParameter, toRecord } from './to-value.js';

const rolesOf = new Map([
  ['jim', ['ROLE_ADMIN']],
  ['ted', ['ROLE_ADMIN', 'ROLE_USER']],
]);

/** Who is signed in, by the variable that the suite's tests of security name the person in; null where nobody is. */
function authentication({ variables }: TestContext): Value {
  const username = variables.get('j_username');
  if (typeof username !== 'string') return null;
  const authorities = rolesOf.get(username) ?? ['ROLE_USER'];
  const principal = recordOf([
    ['username', username],
    ['authorities', authorities],
  ] as const);
  return recordOf([
    ['name', username],
    ['authorities', authorities],
    ['principal', principal],
  ] as const);
}

function messages({ messages: byLocale }: Thtest, locale: string): Environment['message'] {
  const bundles = new Map([...byLocale].map(([name, entries]) => [name, new Map(entries)] as const));
  return (key) => messageIn(bundles, locale, key);
}

function environmentOf({ test, context }: Rendering): Environment {
  const { locale, parameters } = context;
  const isSkin = test.profile === 'skin';
  return {
    ...{ locale, contextPath: '/testing', timeZone: 'UTC', now: new Date('2026-01-02T03:04:05Z') },
    message: messages(test, locale),
    objects: recordOf([['authentication', authentication(context)]] as const),
    parameters: recordOf([...parameters].map(([name, values]) => [name, toParameter(values)] as const)),
    ...{ escapesModelText: isSkin, anyLinks: !isSkin, handlers: 'strict', notice: () => undefined },
  };
}

function modelOf({ variables, session, application }: TestContext): ValueRecord {
  const areas = { session: toRecord(session), application: toRecord(application) };
  return recordOf(Object.entries({ ...areas, bindings: toRecord(bindingsOf(variables)), ...toRecord(variables) }));
}

function render(rendering: Rendering): string {
  const { test, context } = rendering;
  const main = test.name === undefined ? 'test' : `${test.name}-001`;
  const sources = new Map([...test.templates].map(([name, source]) => [name === '' ? main : name, source]));
  return renderTemplate(compileTemplates(sources), main, {
    ...{ model: modelOf(context), environment: environmentOf(rendering), now: () => performance.now() },
    // Time is what the limits of tests on a busy machine must not be about.
    limits: { ...defaultRenderLimits, milliseconds: 3_000 },
    ...(test.fragment !== undefined && { fragment: test.fragment }),
  });
}

function outcomeOf(rendering: Rendering): Outcome {
  try {
    return { kind: 'rendered', text: render(rendering) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { line = 0, column = 0 } = error.place.position ?? {};
    const at = `${error.place.template ?? '?'}:${String(line)}:${String(column)}`;
    return { kind: 'failed', message: `${error.fault}: ${error.message} (${at}, ${error.place.expression ?? ''})` };
  }
}

/** The engine of `libs/thymeleaf`. */
export const gatehouseEngine: Engine = async (rendering) => outcomeOf(rendering);
