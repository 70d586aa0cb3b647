/** What a wrapped root key is bound to; a service adds its own application and environment. */
export interface KeyContext {
  readonly tenantId: string;
  readonly keyId: string;
}

/** Keeps the key above all keys: in a KMS or an HSM it never leaves. */
export interface KeyService {
  wrap(key: Uint8Array, context: KeyContext): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array, context: KeyContext): Promise<Uint8Array>;
  describe(): Promise<KeyServiceDescription>;
  /** True when wrap and unwrap work now. */
  health(): Promise<boolean>;
}

export interface KeyServiceDescription {
  readonly provider: string;
  /** The key that wraps now; older ones only unwrap. */
  readonly keyId: string;
  readonly isForProduction: boolean;
}
