import { skinJar } from './skin-jars.js';

// Skins as others have them who never saw this server: pages for the forms of two Spring libraries (reference skins 1.4). None has a field of ours.

/** The part of a page around its form; the style sheet is linked relative to the page. */
function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:th="http://www.thymeleaf.org" xmlns:sec="http://www.thymeleaf.org/extras/spring-security">
<head>
  <title>${title}</title>
  <meta charset="utf-8"/>
  <link rel="stylesheet" href="resources/clinic.css"/>
</head>
<body id="foreign">
${body}
</body>
</html>`;
}

const styles = { 'resources/clinic.css': 'body { border-top: 7px solid rgb(1, 2, 3); }' };

/** Pages for Spring Security and its OAuth 2.0: a login form, and two radio buttons for each scope. */
export const springSkin = (): Buffer =>
  skinJar({
    ...styles,
    'userlogin.html': page(
      'Please log in',
      `<h1>Log in to <span th:text="\${client_name}">the app</span></h1>
<p id="wrong" th:if="\${param.error}">Invalid username or password.</p>
<p id="out" th:if="\${param.logout}">You have been logged out.</p>
<form name="f" th:action="@{/login}" method="post">
  <label>User <input type="text" id="username" name="username" autofocus="autofocus"/></label>
  <label>Password <input type="password" id="password" name="password"/></label>
  <label><input type="checkbox" name="remember-me"/> Remember me</label>
  <input type="submit" value="Log in" id="sign-in"/>
</form>`,
    ),
    'userapprove.html': page(
      'OAuth Approval',
      `<h1>OAuth Approval</h1>
<p id="who" sec:authorize="isAuthenticated()">You are <b sec:authentication="name">someone</b>, <i th:text="\${#authentication.principal.familyName}">Doe</i></p>
<p>Do you authorize "<b th:text="\${authorizationRequest.clientId}">client</b>" to access your protected resources?</p>
<form id="confirmationForm" name="confirmationForm" th:action="@{/oauth/authorize}" method="post">
  <ul>
    <li th:each="scope : \${scopes}">
      <span th:text="\${scope.key}">scope</span>:
      <input type="radio" th:name="|scope.\${scope.key}|" value="true" checked="checked"/> Approve
      <input type="radio" th:name="|scope.\${scope.key}|" value="false"/> Deny
    </li>
  </ul>
  <button type="submit" id="allow" name="user_oauth_approval" value="true">Authorize</button>
</form>
<form id="denialForm" th:action="@{/oauth/authorize}" method="post">
  <button type="submit" id="deny" name="user_oauth_approval" value="false">Deny</button>
</form>`,
    ),
  });

/** Pages in the manner of MITREid Connect: forms posted to relative addresses, check boxes whose value is the scope, buttons by their names. */
export const mitreidSkin = (): Buffer =>
  skinJar({
    ...styles,
    'userlogin.html': page(
      'Log in',
      `<h1>Login with Username and Password</h1>
<p id="wrong" th:if="\${param.error}">The system was unable to log you in.</p>
<form action="login" method="post">
  <input type="text" placeholder="Username" autocomplete="off" id="username" name="j_username"/>
  <input type="password" placeholder="Password" autocomplete="off" id="password" name="j_password"/>
  <input type="submit" id="sign-in" value="Login" name="submit"/>
</form>`,
    ),
    'userapprove.html': page(
      'Approve New Site',
      `<h1>Approval Required for <em th:text="\${client_name ?: client_id}">client</em></h1>
<form name="confirmationForm" action="authorize" method="post">
  <fieldset>
    <legend>Access to:</legend>
    <label th:each="scope, stat : \${scopes}">
      <input type="checkbox" checked="checked" th:id="\${'scope_' + stat.count}" th:name="\${'scope_' + scope}" th:value="\${scope}"/>
      <span th:text="\${scope.description ?: scope.value}">scope</span>
    </label>
  </fieldset>
  <label><input type="radio" name="remember" value="until-revoked" checked="checked"/> remember until I revoke it</label>
  <label><input type="radio" name="remember" value="none"/> prompt me again next time</label>
  <input name="authorize" value="Authorize" type="submit" id="allow"/>
  <input name="deny" value="Deny" type="submit" id="deny"/>
</form>`,
    ),
  });

/** A skin whose approval page runs into what is not there, below a sign-in page that is fine. */
export const brokenSkin = (): Buffer =>
  skinJar({
    ...styles,
    'userlogin.html': page(
      'Log in',
      `<form th:action="@{/authenticate}" method="post">
  <input type="text" id="username" name="username" aria-label="User"/>
  <input type="password" id="password" name="password" aria-label="Password"/>
  <button id="sign-in">Go</button>
</form>`,
    ),
    'userapprove.html': page(
      'Approve',
      `<h1 th:text="\${client_name}">App</h1>
<p th:text="\${client.vendor.name.first}">Vendor</p>
<form th:action="@{/oauth/authorize}" method="post"><button name="user_oauth_approval" value="true">Allow</button></form>`,
    ),
  });

/** A skin that prints what apps say in every place where it could do harm. */
export const recklessSkin = (): Buffer =>
  skinJar({
    'userapprove.html': page(
      'Approve',
      `<h1 th:utext="\${client_name}">App</h1>
<p>[(\${client_name})] [[\${client_name}]]</p>
<p th:title="\${client_name}" th:class="\${client_name}" th:attr="data-name=\${client_name}">attributes</p>
<a th:each="scope : \${scopes}" th:href="\${scope.description}" th:id="\${scope}">link</a>
<style th:inline="css">#x { content: [[\${client_name}]]; }</style>
<script th:inline="javascript">
  window.saidByApp = /*[[\${client_name}]]*/ 'App';
  window.scopesOfApp = /*[[\${scopes}]]*/ [];
</script>
<ul><li th:each="scope : \${scopes}" th:utext="\${scope.description}">scope</li></ul>
<form th:action="@{/oauth/authorize}" method="post">
  <input type="text" id="field" name="ignored" th:value="\${client_name}"/>
  <button id="allow" name="user_oauth_approval" value="true">Allow</button>
</form>`,
    ),
  });

/** A skin whose sign-in page takes everything that its browser gives it, and leads everywhere. */
export const curiousSkin = (): Buffer =>
  skinJar({
    ...styles,
    'resources/clinic.js': `window.told = {};
for (const [name, take] of [
  ['cookies', () => document.cookie],
  ['storage', () => localStorage.length],
  ['origin', () => window.origin],
]) {
  try { told[name] = String(take()); } catch (error) { told[name] = error.name; }
}
window.called = fetch('/account').then(() => 'answered', (error) => error.name);`,
    'resources/font.woff2': 'no font at all',
    'userlogin.html': page(
      'Log in',
      `<style>@font-face { font-family: own; src: url(resources/font.woff2) } h1 { font-family: own }</style>
<script src="/resources/clinic.js"></script><script>window.inline = 'ran';</script>
<h1>Log in</h1>
<img id="picture" th:src="@{/resources/clinic.svg}" alt=""/>
<form action="/login" method="post" id="here"><input name="username" id="username"/><input name="password" type="password"/><button id="sign-in">Go</button></form>
<form action="https://elsewhere.example/" id="there"><button id="leave">Go</button></form>`,
    ),
    'resources/clinic.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>',
  });
