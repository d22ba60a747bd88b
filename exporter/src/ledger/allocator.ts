/*
 * DuckDB's allocator (jemalloc) reads this when the library is loaded: import it before. By itself it gives memory back
 * to the system a second after use. What asks every second would get it back page by page each time, which takes longer
 * than the answer: a board half a second after another took 6 ms and 60 pages, two seconds after it 13 ms and 600.
 */
process.env.DUCKDB_JE_MALLOC_CONF ??= 'dirty_decay_ms:60000,muzzy_decay_ms:0';
