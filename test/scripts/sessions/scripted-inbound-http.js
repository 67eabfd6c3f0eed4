function authenticate(theRequest, theOutcomeFactory) {
  const req = Http.post('https://legacy.example.org/login');
  req.setContentJson({ u: theRequest.username, p: theRequest.password });
  req.execute();
  const res = req.isSuccess() ? req.parseResponseAsJson() : { ok: false, why: 'down' };
  if (!res.ok) {
    const f = theOutcomeFactory.newFailure();
    Object.assign(f, { message: res.why, incorrectPassword: res.why === 'pw' });
    return f;
  }
  const s = theOutcomeFactory.newSuccess();
  ({ name: s.username, family: s.familyName, given: s.givenName } = res);
  (res.perms || []).forEach(([p, a]) => a ? s.addAuthority(p, a) : s.addAuthority(p));
  return s;
}
