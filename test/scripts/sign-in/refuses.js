function onAuthenticateSuccess(o, f, c) {
  const no = f.newFailure();
  no.setUnknownUsername(true);
  no.setMessage('not in the list');
  return no;
}
