import type { ExaminedInstallation } from '../../../server/src/doctor/examined-installation.js';

/** An installation that is open, without anything that listens. */
export type Installation = ExaminedInstallation;
