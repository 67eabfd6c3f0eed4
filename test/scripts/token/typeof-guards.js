function onTokenGenerating(s, d, c) {
  if (typeof s.getClaim === 'function') throw 'no';
  if (typeof s.addLaunchResourceId === 'function' && typeof d.getLaunch === 'function') s.addLaunchResourceId('patient', '5');
  if (typeof Java !== 'undefined' && typeof require === 'function') throw 'no';
  if (typeof undeclared === 'undefined') Log.info('guarded');
}
