function onTokenGenerating(s) {
  var context = s.getOrCreateDefaultLaunchContext('patient');
  Log.info(s.defaultLaunchContexts[0]['resourceId'] + ' ' + (context === s.getOrCreateDefaultLaunchContext('PATIENT')));
  context.resourceId = '43';
  s.getOrCreateDefaultLaunchContext('encounter').setResourceId('9');
  s.getOrCreateDefaultLaunchContext('location');
}
