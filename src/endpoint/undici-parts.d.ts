/** The files of undici that direct connections need. Its index loads `fetch`, web sockets, mocks and caches beside them. */
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';

  export default Pool;
}

declare module 'undici/lib/core/errors.js' {
  import { errors } from 'undici';

  export default errors;
}
