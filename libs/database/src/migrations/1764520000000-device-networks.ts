import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which network a device asked from, so that one cannot take the places of all others. */
export class DeviceNetworks1764520000000 implements MigrationInterface {
  readonly name = 'DeviceNetworks1764520000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table device_authorization add column network text not null default '';
      create index on device_authorization (module_id, network, expires_at);
      create index on device_authorization (module_id, client_id, expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index device_authorization_module_id_client_id_expires_at_idx;
      alter table device_authorization drop column network;`);
  }
}
