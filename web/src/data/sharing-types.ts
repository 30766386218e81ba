/** 見せる: what is shown, what is shown to somebody, and what staff see in need, by the names of the screens. */
import type { Answer, Body } from '../api/types';

/** What somebody shows or showed, newest first. */
export type Grants = Answer<'list_my_share_grants'>;

/** One showing: what, to whom, until when. */
export type Grant = Grants['items'][number];

/** How much is shown. */
export type Shows = Grant['shows'];

/** To whom, with everybody by name. */
export type Audience = Grant['to'];

/** What somebody asks to show. */
export type ShareRequest = Body<'create_share_grant'>;

/** To whom, as it is asked for. */
export type NewAudience = ShareRequest['to'];

/** Exactly what they would see. */
export type Preview = Answer<'preview_share'>;

/** What is shown, opened. */
export type ShownThing = Preview['entries'][number];

/** What is shown to me. */
export type SharedEntries = Answer<'list_shared_with_me'>;

/** Something that is shown to me, without what stands in it. */
export type SharedEntry = SharedEntries['items'][number];

/** The same, opened. */
export type Opened = Answer<'get_shared_entry'>;

/** 「見たよ」 to me. */
export type Acknowledgements = Answer<'list_my_acknowledgements'>;
export type Acknowledgement = Acknowledgements['items'][number];

/** What staff may see when they are very worried. */
export type Openness = Answer<'get_my_openness'>;

/** Looks in need. */
export type Looks = Answer<'list_my_break_glasses'>;
export type Look = Looks['items'][number];

/** What staff typed in from paper. */
export type Papers = Answer<'list_my_proxy_entries'>;
export type Paper = Papers['items'][number];
