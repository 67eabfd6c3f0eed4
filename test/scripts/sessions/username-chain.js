const clean = s => s?.trim().toLowerCase().replace(/[^a-z0-9._@-]+/g, '_');
function getUserName(theOidcUserInfoMap, { issuer = 'unknown', name } = {}) {
  const get = k => typeof theOidcUserInfoMap.get === 'function' ? theOidcUserInfoMap.get(k) : theOidcUserInfoMap[k];
  const id = clean(get('upn')) || clean(get('email')) || get('sub');
  if (!id) throw new Error('nothing to name the user by');
  const realm = /\/realms\/([^/]+)/.exec(issuer)?.[1] ?? name;
  return [realm, id].filter(Boolean).join(':');
}
