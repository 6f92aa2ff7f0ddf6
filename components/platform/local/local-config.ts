/** What a stack file says about this machine's engines. */
export interface LocalConfig {
  /** TCP ports on 127.0.0.1. */
  readonly ports: {
    readonly kafka: number;
    readonly kafkaController: number;
    readonly flink: number;
    readonly mariadb: number;
    readonly postgres: number;
    readonly oneservice: number;
  };
  /** Largest Java heaps in MiB. */
  readonly heap: { readonly kafka: number; readonly flink: number };
  readonly traffic: {
    readonly enabled: boolean;
    /** Seconds of the business that pass in one second. */
    readonly speed: number;
    /** Days of the sample that are loaded at once at the very first start. */
    readonly preloadDays: number;
  };
}
