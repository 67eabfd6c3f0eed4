import type { ModuleMetadata } from '@nestjs/common';
import { UserAccessBrandsController } from './user-access-brands.controller.js';

/** The brands under which people find the server. */
export const userAccessBrandsParts: ModuleMetadata = {
  controllers: [UserAccessBrandsController],
};
