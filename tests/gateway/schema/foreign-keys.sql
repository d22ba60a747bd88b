-- The gateway's log, ledger and keys have none: rows outlive the user and the provider they name.
ALTER TABLE providers
  ADD CONSTRAINT providers_provider_vendor_id_fk
  FOREIGN KEY (provider_vendor_id) REFERENCES provider_vendors (id) ON DELETE RESTRICT;
ALTER TABLE provider_endpoints
  ADD CONSTRAINT provider_endpoints_vendor_id_fk
  FOREIGN KEY (vendor_id) REFERENCES provider_vendors (id);
ALTER TABLE provider_endpoint_probe_logs
  ADD CONSTRAINT provider_endpoint_probe_logs_endpoint_id_fk
  FOREIGN KEY (endpoint_id) REFERENCES provider_endpoints (id);
