// Asks the browser for a passkey and sends its answer with the form (WebAuthn Level 3). A form says by data-passkey what is asked for, by
// data-options with which options, and by the other attributes what is said when nothing comes of it. Without this file the form is sent without an
// answer, and the server says what is missing.
(() => {
  'use strict';

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '');
  const named = (credentials) => credentials.map((credential) => ({ ...credential, id: bytes(credential.id) }));

  const creation = ({ user, excludeCredentials, challenge, ...rest }) => ({
    ...rest,
    challenge: bytes(challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: named(excludeCredentials),
  });
  const request = ({ allowCredentials, challenge, ...rest }) => ({
    ...rest,
    challenge: bytes(challenge),
    allowCredentials: named(allowCredentials),
  });

  const answerOf = ({ id, rawId, type, response }) => {
    const common = { clientDataJSON: text(response.clientDataJSON) };
    const rest = response.attestationObject
      ? { attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
      : {
          authenticatorData: text(response.authenticatorData),
          signature: text(response.signature),
          ...(response.userHandle && { userHandle: text(response.userHandle) }),
        };
    return JSON.stringify({ id, rawId: text(rawId), type, response: { ...common, ...rest } });
  };

  const ask = (form, more) => {
    const options = JSON.parse(form.dataset.options);
    return form.dataset.passkey === 'create'
      ? navigator.credentials.create({ publicKey: creation(options), ...more })
      : navigator.credentials.get({ publicKey: request(options), ...more });
  };
  const say = (form, words) => {
    form.querySelector('[role=status]').textContent = words ?? '';
  };
  const send = (form, credential) => {
    form.elements.namedItem('credential').value = answerOf(credential);
    form.submit();
  };

  /** Where the field of the user name offers passkeys; undefined where nothing waits. */
  let waiting;

  const offerInField = async (form) => {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    waiting = new AbortController();
    const credential = await ask(form, { mediation: 'conditional', signal: waiting.signal }).catch(() => undefined);
    if (credential) send(form, credential);
  };

  const offerAgain = (form) => {
    if ('autofill' in form.dataset) void offerInField(form).catch(() => undefined);
  };

  const askNow = async (form, button) => {
    waiting?.abort();
    button.disabled = true;
    say(form, form.dataset.asking);
    try {
      send(form, await ask(form));
    } catch (error) {
      button.disabled = false;
      say(form, error?.name === 'InvalidStateError' ? form.dataset.known : form.dataset.none);
      button.focus();
      offerAgain(form);
    }
  };

  /** A page that comes back as it was left is ready for another try. */
  const comeBack = (form) => {
    form.querySelector('[data-ask]').disabled = false;
    say(form);
    waiting?.abort();
    offerAgain(form);
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    if (!window.PublicKeyCredential || !navigator.credentials) {
      say(form, form.dataset.unsupported);
      form.querySelector('[data-ask]').hidden = true;
      continue;
    }
    form.addEventListener('submit', (event) => {
      if (!event.submitter?.hasAttribute('data-ask')) return;
      event.preventDefault();
      void askNow(form, event.submitter);
    });
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) comeBack(form);
    });
    offerAgain(form);
  }
})();
