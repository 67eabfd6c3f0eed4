function getUserName(m) { return 42; }
