function onUserSelfRegistrationRequest(theInputUser, theOutputUser) {
  const email = String(theInputUser.getEmail() || '').trim().toLowerCase();
  if (!/^[^@\s]+@(?:[\w-]+\.)+[a-z]{2,}$/.test(email)) throw 'Please enter a valid e-mail address';
  if (/@(mailinator|trash)\./.test(email)) throw { message: 'disposable address', status: 400 };
  theOutputUser.setEmail(email);
  theOutputUser.setFamilyName(theInputUser.getFamilyName());
  theOutputUser.setGivenName([...theInputUser.getGivenName()].map((c, i) => i ? c.toLowerCase() : c.toUpperCase()).join(''));
  theOutputUser.addAuthority('AG_DEV_PORTAL_READ');
  return theOutputUser;
}
