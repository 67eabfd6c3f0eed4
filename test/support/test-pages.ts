import { describeScope } from '#protocol/smart/scope-description';
import type { PageModels, PageName } from '#skin/page-renderer.port';
import type { VariableDescriptors } from '#skin/models/page-model-descriptor';
import { pageDescriptors } from '#skin/models/page-models';
import { stockModel } from '#skin/models/stock-model';

/** A page with a model that it must cope with. */
export interface PageCase {
  readonly name: string;
  readonly page: PageName;
  readonly model: PageModels[PageName];
}

/** Expressions of template languages (V-79) and markup that breaks out of text, attributes, tags and scripts (V-82). */
export const hostileTexts: readonly string[] = [
  '${7*7}',
  '#{7*7}',
  '*{7*7}',
  '[[${7*7}]]',
  '[(${7*7})]',
  '__${7*7}__',
  '{{7*7}}',
  '{{constructor.constructor "return 1"}}',
  '{{{raw}}}',
  '<%=7*7%>',
  '@{/x}',
  '~{layout}',
  '<script>document.title="owned"</script>',
  '"><script>document.title="owned"</script>',
  "'><img src=x onerror=document.title='owned'>",
  '</title><svg/onload=document.title="owned">',
  '</style></textarea></form><form action=https://evil.example>',
  '" autofocus onfocus="document.title=\'owned\'" x="',
  '`onmouseover=document.title=`owned``',
  '<!--<base href=https://evil.example>-->',
  'javascript:document.title="owned"',
  '&lt;script&gt;&#x27;&quot;',
  '\u202Etxet desrever\u202C',
  'a\u0000b\u2028c',
];

/** Variables that hold addresses: the good ones of the samples stay, because a page engine refuses others. */
const addresses: ReadonlySet<string> = new Set([
  ...Object.values(pageDescriptors).flatMap(({ variables }) => addressesIn(variables)),
  'basePath',
  'formTargets',
]);

function addressesIn(variables: VariableDescriptors): readonly string[] {
  return Object.entries(variables).flatMap(([name, variable]) => {
    if (variable.kind === 'record' || variable.kind === 'records') return addressesIn(variable.fields);
    return variable.kind === 'address' ? [name] : [];
  });
}

const everything = hostileTexts.join(' | ');
const longName = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(6);
const pageNames = Object.keys(pageDescriptors) as PageName[];

const { continueUrl: _link, ...postedLeave } = stockModel('leave');

/** The account of who has just proved that it is theirs. */
function provedAccount(): PageModels['account'] {
  const { passkeys, secondFactor, ...account } = stockModel('account');
  return {
    ...account,
    ...(passkeys && { passkeys: { ...passkeys, proofUrl: undefined } }),
    ...(secondFactor && { secondFactor: { ...secondFactor, proofUrl: undefined } }),
  };
}

/** Sample data as the descriptors have it, and the least that a page can be given. */
export const stockCases: readonly PageCase[] = [
  ...pageNames.flatMap((page) => [
    { name: `${page}, full`, page, model: stockModel(page) },
    { name: `${page}, least`, page, model: stockModel(page, 'least') },
  ]),
  { name: 'leave, posted', page: 'leave', model: postedLeave },
  { name: 'account, proved', page: 'account', model: provedAccount() },
];

/** The same pages with the hostile texts in every text that is printed; addresses and numbers stay good. */
export const hostileCases: readonly PageCase[] = pageNames.map((page) => ({
  name: `${page}, hostile`,
  page,
  model: poison(stockModel(page), everything) as PageModels[PageName],
}));

/** Models that strain the layout or lack what is usually there. */
export const strainedCases: readonly PageCase[] = [
  ...pageNames.map((page) => ({
    name: `${page}, very long words`,
    page,
    model: poison(stockModel(page), longName) as PageModels[PageName],
  })),
  {
    name: 'sign-in, user name known',
    page: 'sign-in',
    model: { ...stockModel('sign-in', 'least'), username: 'adams' },
  },
  {
    name: 'device-done, refused',
    page: 'device-done',
    model: { ...stockModel('device-done'), allowed: false },
  },
  {
    name: 'device-code, nothing wrong yet',
    page: 'device-code',
    model: stockModel('device-code', 'least'),
  },
  {
    name: 'error, answered already',
    page: 'error',
    model: {
      ...stockModel('error', 'least'),
      answered: true,
      appUrl: 'https://app.example/',
      clientName: 'Growth Chart',
    },
  },
  { name: 'sign-in, no client name', page: 'sign-in', model: { ...stockModel('sign-in'), clientName: '' } },
  { name: 'approve, no client name', page: 'approve', model: { ...stockModel('approve'), clientName: '' } },
  { name: 'approve, 40 scopes', page: 'approve', model: { ...stockModel('approve'), scopes: fortyScopes() } },
  { name: 'approve, some allowed before', page: 'approve', model: allowedBefore(['openid', 'patient/*.rs']) },
  {
    name: 'approve, user without names',
    page: 'approve',
    model: { ...stockModel('approve'), user: { username: 'adams', givenName: '', familyName: '' } },
  },
];

/** The approval page where the person allowed some of the scopes before. */
function allowedBefore(before: readonly string[]): PageModels['approve'] {
  const model = stockModel('approve');
  return {
    ...model,
    scopes: model.scopes.map((one) =>
      before.includes(one.scope) ? { ...one, required: true, allowedBy: 'person' } : one,
    ),
  };
}

/** Five contexts of eight scopes, worded as the product words them. */
function fortyScopes(): PageModels['approve']['scopes'] {
  const types = [
    '*',
    'Condition',
    'Encounter',
    'Immunization',
    'MedicationRequest',
    'Procedure',
    'Patient',
    'CarePlan',
  ];
  const rights = ['patient/%.rs', 'patient/%.cud', 'user/%.cruds', 'system/%.rs', 'launch/%'];
  return rights.flatMap((pattern) =>
    types.map((type) => ({
      ...describeScope(pattern.replace('%', pattern.startsWith('launch') ? type.toLowerCase() : type), {}),
      required: type === 'Patient',
    })),
  );
}

/** Replaces every text, at any depth, that is not an address; a phrase of ours is a text that may be somebody else's. */
function poison(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item, place) => poison(item, `${text}${String(place)}`));
  if (typeof value !== 'object' || value === null) return value;
  if ('key' in value) return text;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, addresses.has(key) ? item : poison(item, text)]),
  );
}
