const page = (id: string, body: string): string =>
  `<!DOCTYPE html><html><head><link rel="stylesheet" th:href="@{/resources/bare.css}"></head><body id="page-${id}"><p id="problem-text" th:text="\${errorMessage}"></p>${body}</body></html>`;
const form = (...inner: readonly string[]): string =>
  `<form method="post">${inner.join('')}<button>Go on</button></form>`;
const fields = (...names: readonly string[]): string => names.map((name) => `<input name="${name}">`).join('');

/** All pages in their barest: forms with nothing but what people see, posted to the page itself, with the names that other servers have for fields. */
export const bareSkin: Readonly<Record<string, string>> = {
  'userlogin.html': page(
    'sign-in',
    form(fields('j_username', 'j_password')) +
      '<a id="register" th:href="${registerUrl}">r</a><a id="forgot-password" th:href="${forgotPasswordUrl}">f</a><i id="notice" th:text="${notice}"></i>',
  ),
  'userlogin_oauth2.html': page(
    'choose-server',
    `<ul><li th:each="one : \${servers}"><a th:href="\${one.loginUrl}" th:text="\${one.name}">x</a><i th:each="entry : \${one}" th:text="|\${entry.key}=\${entry.value}|"></i></li></ul>
     <form method="post" th:if="\${localSignIn}">${fields('username', 'password')}<button>Go on</button></form>`,
  ),
  'usertfa.html': page('second-factor', form(fields('totp'))),
  'usertos.html': page(
    'terms-of-service',
    '<form method="post"><button name="agree">Yes</button><button name="decline">No</button></form>',
  ),
  'userselect_context.html': page(
    'select-context',
    '<form method="post"><button th:each="one : ${contexts}" name="choice" th:value="${one.id}" th:text="${one.display}">x</button></form>',
  ),
  'userapprove.html': page(
    'approve',
    '<form method="post"><button name="authorize">Yes</button><button name="deny">No</button></form>',
  ),
  'sessionmanagement.html': page(
    'session-management',
    '<form method="post" th:each="one : ${approvals}"><button name="client_id" th:value="${one.clientId}" th:text="${one.client}">x</button></form>',
  ),
  'userregister_step1.html': page('register-step1', form(fields('emailAddress', 'firstName', 'lastName'))),
  'userregister_step2.html': page('register-step2', form(fields('otp', 'j_username', 'password', 'confirmPassword'))),
  'forgot_password_step1.html': page('forgot-password-step1', form(fields('email'))),
  'forgot_password_step2.html': page('forgot-password-step2', form(fields('otp'))),
  'forgot_password_step3.html': page('forgot-password-step3', form(fields('newPassword', 'confirmPassword'))),
  'usererror.html': page(
    'error',
    '<p id="facts" th:text="|${statusCode} ${statusTitle} ${uri} ${message}|"></p><a id="restart" th:href="${restartUrl}">again</a>',
  ),
  'resources/bare.css': 'p{margin:0}',
};
