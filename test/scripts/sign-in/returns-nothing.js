function onAuthenticateSuccess(o) { o.setUserData('a', 1); o.addLaunchResourceId('patient', '5'); }
