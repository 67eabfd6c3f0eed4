import type { ModuleMetadata } from '@nestjs/common';
import { DeviceAnswers } from './device-answers.js';
import { DeviceAuthorizationEndpoint } from './device-authorization-endpoint.js';
import { DeviceAuthorizationController } from './device-authorization.controller.js';
import { DevicePages } from './device-pages.js';
import { DeviceController } from './device.controller.js';
import { UserCodes } from './user-codes.js';

/** The device grant as a person and a device see it (RFC 8628). */
export const deviceParts: ModuleMetadata = {
  controllers: [DeviceAuthorizationController, DeviceController],
  providers: [DeviceAnswers, DeviceAuthorizationEndpoint, DevicePages, UserCodes],
};
