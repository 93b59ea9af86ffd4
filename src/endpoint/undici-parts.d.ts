/** The file of undici that direct connections need. Its index loads `fetch`, web sockets, mocks and caches beside it. */
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';

  export default Pool;
}
