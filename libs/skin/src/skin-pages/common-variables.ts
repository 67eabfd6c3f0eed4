import type { VariableDescriptors } from '../models/page-model-descriptor.js';

/** What pages of Spring ask the session for. */
const session = {
  kind: 'record',
  help: 'Stand-in for the session of Spring: always there, with nothing in it but what went wrong. As `session`, `#session`, `#ctx.session` and `#request.getSession(false)`; `getAttribute(…)` works too.',
  fields: {
    SPRING_SECURITY_LAST_EXCEPTION: {
      kind: 'record',
      optional: true,
      help: 'Why the last answer was not taken; null where nothing went wrong.',
      fields: {
        message: {
          kind: 'text',
          help: 'The same as `errorMessage`.',
          stock: 'The user name or the password is not correct.',
        },
      },
    },
  },
} as const;

/** What every page of a skin is given besides its own variables. Absent is null in skins, never missing and never empty. */
export const commonVariables = {
  client_id: {
    kind: 'text',
    optional: true,
    help: 'Id of the app that is asking; null where none is.',
    stock: 'growth-chart',
  },
  client_name: {
    kind: 'text',
    optional: true,
    help: 'Name of the app that is asking; its id where it has no name.',
    stock: 'Growth Chart',
  },
  contextPath: {
    kind: 'text',
    help: 'Path of the server, empty at the root; links by `@{/…}` have it already.',
    stock: '',
  },
  locale: { kind: 'text', help: 'Language of the page, such as en or fr-CA.', stock: 'en' },
  skin: {
    kind: 'record',
    help: 'The skin itself.',
    fields: {
      id: { kind: 'text', help: 'Its artifact id.', stock: 'my-skin' },
      version: { kind: 'text', help: 'Its version.', stock: '1.0' },
    },
  },
  _csrf: {
    kind: 'record',
    optional: true,
    help: 'What protects a form. Forms that lack the field get it without being asked.',
    fields: {
      parameterName: { kind: 'text', help: 'Name of the field.', stock: '_csrf' },
      token: { kind: 'text', help: 'Value of the field.', stock: 'sample-csrf-token' },
      headerName: {
        kind: 'text',
        help: 'Name of a header, as Spring has one; this server reads the field.',
        stock: 'X-CSRF-TOKEN',
      },
    },
  },
  param: {
    kind: 'record',
    help: 'Parameters in the address of the page, by name: a text where there is one of the name, else also a list. Never what was posted. `param.error` is set whenever the last answer was not taken.',
    fields: {
      error: { kind: 'text', optional: true, help: 'Set after an answer that was not taken.', stock: 'credentials' },
      logout: { kind: 'text', optional: true, help: 'Never set by this server.', stock: '' },
    },
  },
  session,
} as const satisfies VariableDescriptors;

/** What is reached as `#name`. */
export const skinObjects = {
  authentication: {
    kind: 'record',
    optional: true,
    help: 'Who is signed in; null before the sign-in is complete.',
    fields: {
      name: { kind: 'text', help: 'User name.', stock: 'adams' },
      principal: {
        kind: 'record',
        help: 'The person.',
        fields: {
          username: { kind: 'text', help: 'User name.', stock: 'adams' },
          familyName: { kind: 'text', optional: true, help: 'Family name.', stock: 'Adams' },
          givenName: { kind: 'text', optional: true, help: 'Given name.', stock: 'Maria' },
          email: { kind: 'text', optional: true, help: 'E-mail address.', stock: 'adams@clinic.example' },
          authorities: { kind: 'texts', help: 'Permissions.', stock: ['ROLE_FHIR_CLIENT'] },
        },
      },
      authorities: { kind: 'texts', help: 'Permissions, without what limits them.', stock: ['ROLE_FHIR_CLIENT'] },
    },
  },
  ...requestStandIns(),
} as const satisfies VariableDescriptors;

/** Read-only stand-ins of what pages for Thymeleaf 3.0 reach: nothing of the request but what a page may know anyway. */
function requestStandIns() {
  const request = {
    kind: 'record',
    help: 'Stand-in for pages written for Thymeleaf 3.0.',
    fields: {
      requestURI: { kind: 'text', help: 'Path of the page.', stock: '/signin' },
      servletPath: { kind: 'text', help: 'The same without the path of the server.', stock: '/signin' },
      contextPath: { kind: 'text', help: 'Path of the server.', stock: '' },
      method: { kind: 'text', help: 'Always GET.', stock: 'GET' },
      locale: { kind: 'text', help: 'Language of the page.', stock: 'en' },
      remoteUser: { kind: 'text', optional: true, help: 'User name of who is signed in.', stock: 'adams' },
      session,
    },
  } as const;
  return { httpServletRequest: request, request, session, httpSession: session } as const;
}
