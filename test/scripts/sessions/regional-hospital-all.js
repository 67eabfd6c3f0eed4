/* =====================================================================
 * St. Elsewhere Regional Hospital -- SMART scripts (all callbacks)
 * 2019-02-11  initial
 * 2020-08-30  added EXT users
 * 2022-05-05  partition per site
 * 2024-10-01  third parameter of onTokenGenerating
 * ===================================================================== */
var SITE_PARTITION = { "N": "NORTH", "S": "SOUTH", "W": "WEST,DEFAULT" };
var UNIT_HANDLERS = {};
var DEFAULTS = { site: "N", units: [] };

/**
 * Intensive Care
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["icu"] = function icu(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Observation");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Observation");
    }
    Log.debug("unit icu (Intensive Care) level " + level);
    return level === 3;
};

/**
 * Emergency
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["ed"] = function ed(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Procedure");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Procedure");
    }
    Log.debug("unit ed (Emergency) level " + level);
    return level === 3;
};

/**
 * Oncology
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["onc"] = function onc(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Encounter");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Encounter");
    }
    Log.debug("unit onc (Oncology) level " + level);
    return level === 3;
};

/**
 * Paediatrics
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["ped"] = function ped(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "DiagnosticReport");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "DiagnosticReport");
    }
    Log.debug("unit ped (Paediatrics) level " + level);
    return level === 3;
};

/**
 * Radiology
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["rad"] = function rad(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Observation");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Observation");
    }
    Log.debug("unit rad (Radiology) level " + level);
    return level === 3;
};

/**
 * Laboratory
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["lab"] = function lab(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Procedure");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Procedure");
    }
    Log.debug("unit lab (Laboratory) level " + level);
    return level === 3;
};

/**
 * Cardiology
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["card"] = function card(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Encounter");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Encounter");
    }
    Log.debug("unit card (Cardiology) level " + level);
    return level === 3;
};

/**
 * Neurology
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["neuro"] = function neuro(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "DiagnosticReport");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "DiagnosticReport");
    }
    Log.debug("unit neuro (Neurology) level " + level);
    return level === 3;
};

/**
 * Orthopaedics
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["orth"] = function orth(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Observation");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Observation");
    }
    Log.debug("unit orth (Orthopaedics) level " + level);
    return level === 3;
};

/**
 * Psychiatry
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["psy"] = function psy(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Procedure");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Procedure");
    }
    Log.debug("unit psy (Psychiatry) level " + level);
    return level === 3;
};

/**
 * Dermatology
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["derm"] = function derm(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Encounter");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Encounter");
    }
    Log.debug("unit derm (Dermatology) level " + level);
    return level === 3;
};

/**
 * Ear, Nose & Throat
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["ent"] = function ent(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "DiagnosticReport");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "DiagnosticReport");
    }
    Log.debug("unit ent (Ear, Nose & Throat) level " + level);
    return level === 3;
};

/**
 * Gynaecology
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["gyn"] = function gyn(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Observation");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Observation");
    }
    Log.debug("unit gyn (Gynaecology) level " + level);
    return level === 3;
};

/**
 * Urology
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["uro"] = function uro(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Procedure");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Procedure");
    }
    Log.debug("unit uro (Urology) level " + level);
    return level === 3;
};

/**
 * Geriatrics
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["geri"] = function geri(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Encounter");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Encounter");
    }
    Log.debug("unit geri (Geriatrics) level " + level);
    return level === 3;
};

/**
 * Rehabilitation
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["rehab"] = function rehab(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "DiagnosticReport");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "DiagnosticReport");
    }
    Log.debug("unit rehab (Rehabilitation) level " + level);
    return level === 3;
};

/**
 * Pharmacy
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["pharm"] = function pharm(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Observation");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Observation");
    }
    Log.debug("unit pharm (Pharmacy) level " + level);
    return level === 3;
};

/**
 * Dietetics
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["diet"] = function diet(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Procedure");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Procedure");
    }
    Log.debug("unit diet (Dietetics) level " + level);
    return level === 3;
};

/**
 * Anaesthesia
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["anaes"] = function anaes(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "Encounter");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "Encounter");
    }
    Log.debug("unit anaes (Anaesthesia) level " + level);
    return level === 3;
};

/**
 * Pathology
 * @param out   the outcome
 * @param level 1 = reader, 2 = writer, 3 = head of unit
 */
UNIT_HANDLERS["path"] = function path(out, level) {
    level = level || 1;
    if (level >= 1) {
        out.addAuthority("FHIR_READ_ALL_OF_TYPE", "DiagnosticReport");
    }
    if (level > 1) {
        out.addAuthority("FHIR_WRITE_ALL_OF_TYPE", "DiagnosticReport");
    }
    Log.debug("unit path (Pathology) level " + level);
    return level === 3;
};

// ---------------------------------------------------------------- helpers
function trim(s) { return s == null ? "" : String(s).replace(/^\s+|\s+$/g, ""); }

function parseNotes(notes) {
    // notes look like:  site=S; units=icu:2,ed:1,xxx:1; badge=0042
    var res = {};
    for (var d in DEFAULTS) { res[d] = DEFAULTS[d]; }
    var parts = trim(notes).split(";");
    for (var i = 0; i < parts.length; i++) {
        var kv = parts[i].split("=");
        if (kv.length != 2) { continue; }
        var key = trim(kv[0]), val = trim(kv[1]);
        if (key == "units") {
            var list = [];
            var us = val.split(",");
            for (var j = 0; j < us.length; j++) {
                var ul = us[j].split(":");
                list.push({ name: trim(ul[0]), level: parseInt(ul[1] || "1", 10) });
            }
            val = list;
        }
        res[key] = val;
    }
    return res;
}

function contextService(path) {
    var url = (Environment.getEnv("JS_CTX_BASE") || "http://ctx.invalid") + path;
    var get = Http.get(url);
    get.addRequestHeader("Accept", "application/json");
    get.addRequestHeader("X-Site", SITE_PARTITION["N"]);
    get.execute();
    if (!get.isSuccess()) {
        Log.warn("context service: " + get.getFailureMessage());
        return null;
    }
    return get.parseResponseAsJson();
}

// ---------------------------------------------------------------- callbacks
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
    var cfg = parseNotes(theOutcome.notes);
    if (cfg.blocked == "yes") {
        var no = theOutcomeFactory.newFailure();
        no.message = "account blocked by security office";
        no.unknownUsername = false;
        no.incorrectPassword = false;
        return no;
    }
    theOutcome.addAuthority("ROLE_FHIR_CLIENT");
    theOutcome.addAuthority("FHIR_ACCESS_PARTITION_NAME", SITE_PARTITION[cfg.site]);
    var heads = 0;
    for (var i = 0; i < cfg.units.length; i++) {
        var u = cfg.units[i];
        if (!UNIT_HANDLERS.hasOwnProperty(u.name)) {
            Log.warn("unknown unit " + u.name + " for " + theOutcome.username);
            continue;
        }
        if (UNIT_HANDLERS[u.name](theOutcome, u.level)) { heads++; }
    }
    theOutcome.setUserData("badge", cfg.badge || "none");
    theOutcome.setUserData("heads", "" + heads);
    return theOutcome;
}

function onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices) {
    Log.debug("choices: " + theContextSelectionChoices.haveChoices());
}

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
    if (theUserSession === null || typeof theUserSession === "undefined") {
        Log.info("backend service token");
        return;
    }
    var launch = theAuthorizationRequestDetails.getLaunch();
    var ctx = launch ? contextService("/launch/" + launch) : null;
    if (ctx) {
        var order = ["patient", "encounter", "location"];
        for (var i = 0; i < order.length; ++i) {
            if (ctx[order[i]]) { theUserSession.addLaunchResourceId(order[i], "" + ctx[order[i]]); }
        }
    }
    theAuthorizationRequestDetails.addAccessTokenClaim("site", parseNotes(theUserSession.notes).site);
}

function onPostAuthorize(theDetails) {
    Log.info("issued by " + theDetails.grantType);
}

function getUserName(theOidcUserInfoMap, theServerInfo) {
    return "EXT_USER:" + theOidcUserInfoMap["sub"];
}
