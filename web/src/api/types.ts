/**
 * Types of the API by operation id. The ids are the stable contract (`operations.md`), so that a renamed schema
 * in openapi.yaml does not ripple through the screens.
 */
import type { operations, paths } from './schema';

/** Body of the successful answer of one operation; `undefined` when it answers 204 only. */
export type Answer<O extends keyof operations> = AnswerOf<operations[O]>;

/** Body that one operation wants. */
export type Body<O extends keyof operations> = BodyOf<operations[O]>;

type Success = 200 | 201;
export type AnswerOf<O> = O extends { responses: infer R }
  ? Success & keyof R extends never
    ? undefined
    : R[Success & keyof R] extends { content: { 'application/json': infer T } }
      ? T
      : undefined
  : never;
export type BodyOf<O> = O extends { requestBody?: infer R }
  ? [NonNullable<R>] extends [never]
    ? never
    : NonNullable<R> extends { content: { 'application/json': infer B } }
      ? B
      : never
  : never;
export type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never;

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type Prefix = '/api/v1';
type Short<K> = K extends `${Prefix}${infer Rest}` ? Rest : K;
type Full<P extends string> = P extends keyof paths ? P : `${Prefix}${P}`;

/** Names of the parameters in a path template: `person_id` of `/people/{person_id}`. */
export type NamesIn<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The operation behind a method and a short path such as `/people/{person_id}`. */
export type OperationAt<M extends Method, P extends string> =
  Full<P> extends infer K ? (K extends keyof paths ? NonNullable<paths[K][M]> : never) : never;

/** Short paths (without `/api/v1`) that know the method. */
export type PathWith<M extends Method> = {
  [K in keyof paths]: [paths[K][M]] extends [undefined] ? never : Short<K>;
}[keyof paths];

export type Me = Answer<'get_me'>;
export type SignedIn = Answer<'refresh_session'>;
export type Language = Me['language'];
export type Preferences = Me['preferences'];
export type PreferencesPatch = NonNullable<Body<'update_me'>['preferences']>;
export type Role = Me['roles'][number];
export type Checkin = Answer<'get_checkin'>;
export type Win = Answer<'list_my_wins'>['items'][number];
export type CalendarMonth = Answer<'get_my_calendar'>;
export type CalendarDay = CalendarMonth['days'][number];
export type PersonalItem = Answer<'get_my_items'>['items'][number];
export type HelpResource = Answer<'list_help_resources'>['items'][number];
export type CardPreview = Answer<'preview_invitation'>;
export type SetUp = Body<'set_up_facility'>;
