function onTokenGenerating(s) { s.username = 'admin'; s.nodeId = 'x'; s.pid = 1; s.external = true; }
