var onTokenGenerating = function (s, d) {
  var m = /^(?<kind>[a-z]+)-(\d+)$/.exec(d.launch);
  switch (m && m.groups.kind) { case 'abc': s.addLaunchResourceId('patient', m[2]); break; default: throw new TypeError('unknown launch'); }
  outer: for (;;) { for (;;) break outer; }
  if (d.audience == null || d.getAudience() !== 'https://fhir.example') throw 'audience';
};
