this.onTokenGenerating = function (sess, req) {
    sess.addLaunchResourceId('patient', 'viaThis');
    again(sess);
};
globalThis.again = (s) => s.addLaunchResourceId('encounter', 'e' + typeof globalThis.Log);
implicitGlobal = 5;
delete this.implicitGlobal;
