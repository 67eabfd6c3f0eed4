import { withoutSecretShapes } from '#protocol/secret-shapes';
import { PRINTED, recordOf, type Value, type ValueRecord } from '#thymeleaf/value';
import { pageDescriptors, type PageModels, type PageName } from '../models/page-models.js';
import type { Audience } from '../page-renderer.port.js';
import type { SkinIdentity } from '../package/skin-identity.js';
import { languages } from '../phrases/catalogue.js';
import { chooseLocale } from '../phrases/choose-locale.js';
import { type Words, wordsIn } from '../phrases/words.js';
import { wordedModel } from '../models/worded-model.js';
import { commonVariables, skinObjects } from './common-variables.js';
import { pageExtras } from './extras/all-extras.js';
import type { PageExtras } from './extras/page-extras.js';
import { entriesOf, skinValues } from './skin-values.js';
import { skinPages, type SkinPageName } from './skin-page-names.js';

/** What a page of a skin is about besides its model. */
export interface SkinOccasion {
  readonly audience: Audience;
  readonly skin: SkinIdentity;
  /** Language of the page. */
  readonly locale: string;
}

/** Everything a template reads. */
export interface SkinModel {
  readonly variables: ValueRecord;
  /** What is reached as `#name`. */
  readonly objects: ValueRecord;
  /** `param`. */
  readonly parameters: ValueRecord;
}

/** Parameters that carry secrets or tokens: nobody's page shows them (V-80). */
const SECRET_PARAMETERS = /^(?:code|.*token.*|.*secret.*|.*password.*|.*assertion.*|request|credential|_csrf)$/i;

/** What a page of a skin sees, made of the very model that the built-in page of the same name would be shown with. */
export function skinModel(name: SkinPageName, given: PageModels[PageName], occasion: SkinOccasion): SkinModel {
  const { variables } = pageDescriptors[skinPages[name].page];
  const model = wordedModel<PageModels[PageName]>(variables, given, wordsFor(occasion.locale));
  const extras = pageExtras[name] as unknown as PageExtras<PageName>;
  const own = [...entriesOf(variables, model)];
  const added = [...entriesOf(extras.variables, extras.of(model))];
  const all = new Map<string, Value>([...commonOf(model, occasion), ...own, ...added]);
  all.set('contextPath', occasion.audience.basePath);
  const problem = all.get('errorMessage') ?? null;
  const session = sessionOf(problem);
  for (const entry of entriesOf({ session: commonVariables.session }, { session })) all.set(...entry);
  const key = 'error' in given && typeof given.error === 'object' ? given.error.key : undefined;
  if (all.has('error') && key !== undefined) all.set('error', key);
  if (all.has('form') && typeof problem === 'string') all.set('bindings', bindingsOf(problem));
  return {
    variables: recordOf(all),
    objects: objectsOf(model, session, occasion),
    parameters: parametersOf(occasion.audience, problem !== null),
  };
}

/** A skin may be in any language: what we say in it is in the same one, where there is a catalogue of it. */
function wordsFor(locale: string): Words {
  const nearest = chooseLocale([locale], languages, 'en');
  return wordsIn(languages.find((language) => language === nearest) ?? 'en');
}

function commonOf(model: object, { skin, locale }: SkinOccasion): Iterable<readonly [string, Value]> {
  const { csrf, clientId, clientName } = model as Partial<PageModels['sign-in']>;
  const { param: _param, session: _session, ...variables } = commonVariables;
  return entriesOf(variables, {
    client_id: clientId,
    client_name: clientName === '' ? clientId : clientName,
    locale,
    skin: { id: skin.artifactId, version: skin.version },
    _csrf: csrf && { ...csrf, headerName: 'X-CSRF-TOKEN' },
  });
}

/** Mistakes of a form: what went wrong is about the form as a whole. */
function bindingsOf(problem: string): Value {
  const errors = recordOf([['', Object.freeze([problem])]]);
  return recordOf([
    [
      'form',
      recordOf([
        ['errors', errors],
        ['rejected', recordOf([])],
      ]),
    ],
  ]);
}

/** As Spring keeps what went wrong at the last sign-in. */
function sessionOf(problem: Value): object {
  return { SPRING_SECURITY_LAST_EXCEPTION: problem === null ? undefined : { message: problem } };
}

function objectsOf(model: object, session: object, { audience, locale }: SkinOccasion): ValueRecord {
  const { user } = model as Partial<PageModels['approve']>;
  const { basePath: contextPath, path: requestURI } = audience;
  const servletPath = requestURI.startsWith(`${contextPath}/`) ? requestURI.slice(contextPath.length) : requestURI;
  const request = { requestURI, servletPath, contextPath, method: 'GET', locale, remoteUser: user?.username, session };
  const principal = user && { ...user, authorities: user.authorities ?? [] };
  const authentication = principal && { name: principal.username, principal, authorities: principal.authorities };
  return skinValues(skinObjects, {
    authentication,
    ...{ httpServletRequest: request, request, session, httpSession: session },
  });
}

/** One value is a list of one that prints as the value, so that `param.x`, `param.x[0]` and comparisons work. */
function parametersOf({ parameters }: Audience, hasProblem: boolean): ValueRecord {
  const shown = [...parameters].filter(([name]) => !SECRET_PARAMETERS.test(name));
  const entries = shown.map(
    ([name, values]) => [name, parameterOf(values.map((value) => shownValue(name, value)))] as const,
  );
  const isTold = !hasProblem || parameters.has('error');
  return recordOf([...entries, ...(isTold ? [] : [['error', parameterOf(['true'])] as const])]);
}

function shownValue(name: string, value: string): string {
  return name === 'interaction' ? value : withoutSecretShapes(value);
}

function parameterOf(values: readonly string[]): Value {
  const [only, ...more] = values;
  if (only === undefined || more.length > 0) return Object.freeze([...values]);
  return Object.freeze(Object.assign([only], { [PRINTED]: only }));
}
