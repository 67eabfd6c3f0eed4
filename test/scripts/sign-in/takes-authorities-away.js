function onAuthenticateSuccess(o) { o.authorities.clear(); return o; }
