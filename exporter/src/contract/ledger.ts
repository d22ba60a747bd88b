/** What a provider's rows of a span come to, in the copy: equal to the ledger's when the rows are. */
export interface ProviderDigest {
  /** final_provider_id, as text. */
  providerId: string;
  rows: number;
  /** Exact decimal string of USD. */
  costUsd: string;
  /** Sum of hashes over all columns that are copied. */
  hash: string;
}

/** Answer of `GET /api/v1/ledger/digests`. */
export interface LedgerDigests {
  /** ISO instant of the gateway's database that the copy equals. */
  asOf: string;
  providers: ProviderDigest[];
}
