function onTokenGenerating(s) { s.authorities = 5; }
