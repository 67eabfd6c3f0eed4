function onTokenGenerating(s) {
  s.getOrCreateDefaultLaunchContext('patient').resourceId = '889';
  s.addDefaultLaunchContext('encounter', 'Encounter/9');
}
