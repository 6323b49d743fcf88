/** What a route asks of its caller. The defaults are the strict ones. */
export interface Requirement {
  /** Delegated scope(s); one of them is enough. Without it, users are refused. */
  readonly scope?: string | readonly string[];
  /** Application permission(s); one of them is enough. Without it, applications are refused. */
  readonly application?: string | readonly string[];
  /** Whether a token must be bound to a key. A bound token needs its proof either way. */
  readonly dpop: 'required' | 'optional';
  /** Seconds since the person signed in, at most (RFC 9470). */
  readonly maxAge?: number;
  /** May a token that lives under a reservation come in? Only joining, enrolling and reporting say so (rule 1). */
  readonly underReservation?: boolean;
}

/** A person, through a client. */
export interface UserCaller {
  readonly kind: 'user';
  readonly userId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Directory roles of the person. */
  readonly roles: readonly string[];
  readonly sid: string;
  readonly jkt: string | null;
  /** Seconds since 1970. */
  readonly authTime: number;
  readonly amr: readonly string[];
  /** `devices.device_id` of the device whose key the token is bound to, once it has joined. */
  readonly deviceId: string | null;
  readonly reservationId: string | null;
}

/** An application by itself (client credentials). `roles` are its application permissions. */
export interface ApplicationCaller {
  readonly kind: 'application';
  readonly clientId: string;
  readonly roles: readonly string[];
  readonly jkt: string | null;
}

export type Caller = UserCaller | ApplicationCaller;
