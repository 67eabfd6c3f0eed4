function onTokenGenerating(s, d, c) { [s, d, c].forEach((x) => Log.info(JSON.stringify(x))); Log.info(Object.keys(c).join()); }
