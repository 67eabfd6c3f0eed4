println("loading the script ..");
print('twice');
function onTokenGenerating(s, d) { console.log('called'); }
