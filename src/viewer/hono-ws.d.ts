/** Web sockets, which nothing here uses: hono's own declarations of them are for a browser's types. */
export type UpgradeWebSocket<Socket, Options> = (socket: Socket, options: Options) => never;
