function onSmartLoginPreContextSelection(s, c) { s.addLaunchResourceId('patient', '9'); }
