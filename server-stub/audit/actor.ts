/** Who did something: a person, an application by itself, or the directory on its own account (a lapse, a sweep). */
export type Actor =
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'application'; readonly clientId: string }
  | { readonly kind: 'directory' };
