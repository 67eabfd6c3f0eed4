var HospitalSmart = HospitalSmart || (function (root, undefined) {
    var counter = 0, _self = {};
    var log = function (m) { Log.info('[HospitalSmart] ' + m); };
    _self.next = function () { return ++counter; };
    _self.handle = function (sess, det) {
        log('call ' + (_self.next() > 0 ? 'n' : '0') + ' for ' + sess.username);
        if (undefined === det.launch || null === det.launch) { return false; }
        sess.addLaunchResourceId('patient', det.launch.substr(2));
        return true;
    };
    return _self;
}(this));

;(function () { Log.debug('loaded'); })();
!function () { HospitalSmart.loaded = true; }();

function onTokenGenerating(a, b) { return HospitalSmart.handle.apply(HospitalSmart, arguments) && HospitalSmart.loaded; }
