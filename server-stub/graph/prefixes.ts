/** Both versions of Graph answer alike here; what differs between them is noted at the route. */
export const GRAPH_PREFIXES = ['/v1.0', '/beta'] as const;
