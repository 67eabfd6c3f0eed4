function onTokenGenerating(s) { s.addLaunchResourceId('Patient', 'Patient/5'); }
