function authenticate(r, f) { return f.newSuccess(); }
